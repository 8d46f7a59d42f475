package dev.fanfare.producer.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.World;
import dev.fanfare.producer.kafka.KafkaAway;
import dev.fanfare.producer.kafka.Lasting;
import dev.fanfare.schemas.Lane;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What waits, while Kafka takes a part of it, refuses some, or ends the producer.
class SendingTest {

    private static final long ROOM = 256L * 1024 * 1024;
    private static final String ONE = "one";
    private static final String OTHER = elsewhere(ONE);

    private final FakeKafka kafka = new FakeKafka();

    @TempDir
    private Path data;

    private LocalSpool spool;

    @BeforeEach
    void open() {
        spool = LocalSpool.open(data, ROOM, InstantSource.system());
    }

    @AfterEach
    void close() {
        spool.close();
    }

    @Test
    void a_partition_that_does_not_answer_holds_up_its_own_and_nobody_else() throws Exception {
        int count = 3_000;
        String words = "\"" + "x".repeat(3_000) + "\"";
        for (int n = 0; n < count; n++) {
            take(ONE + "/" + n, words);
            take(OTHER + "/" + n, words);
        }
        kafka.mute(ONE);
        try (DrainSpool drain = new DrainSpool(spool, kafka::whenReady)) {
            drain.start();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(kafka.log()).containsExactlyElementsOf(keys(OTHER, count)));
            assertThat(spool.isEngaged()).isTrue();
            assertThat(spool.figures().notSent()).contains("has not acknowledged");
            take(OTHER + "/later", "{}");
            Awaitility.await().until(() -> kafka.log().contains(OTHER + "/later"));

            kafka.comeBack();
            Awaitility.await().until(() -> !spool.isEngaged());
        }
        assertThat(kafka.log().stream().filter(key -> key.startsWith(ONE))).containsExactlyElementsOf(keys(ONE, count));
        assertThat(spool.figures().notSent()).isEmpty();
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".spool"));
        }
    }

    @Test
    void a_refused_record_is_sent_again_alone() throws Exception {
        for (int n = 0; n < 100; n++) {
            take(ONE + "/" + n, "{}");
        }
        kafka.refuse(ONE + "/0", true);
        try (DrainSpool drain = new DrainSpool(spool, kafka::whenReady)) {
            drain.start();
            Awaitility.await().until(() -> kafka.tries(ONE + "/0") >= 3);
            assertThat(kafka.tries(ONE + "/50")).isOne();
            assertThat(spool.figures().notSent()).contains("RecordTooLarge");
            kafka.refuse(ONE + "/0", false);
            Awaitility.await().until(() -> !spool.isEngaged());
        }
        assertThat(kafka.log()).containsExactlyInAnyOrderElementsOf(keys(ONE, 100));
    }

    @Test
    void a_producer_that_takes_nothing_more_is_replaced() throws Exception {
        for (int n = 0; n < 10; n++) {
            take(ONE + "/" + n, "{}");
        }
        Lasting ended = kafka.patient();
        kafka.endProducers();
        AtomicBoolean first = new AtomicBoolean(true);
        try (DrainSpool drain =
                new DrainSpool(spool, () -> first.getAndSet(false) ? Optional.of(ended) : kafka.whenReady())) {
            drain.start();
            Awaitility.await().until(() -> !spool.isEngaged());
        }
        assertThat(kafka.log()).containsExactlyElementsOf(keys(ONE, 10));
    }

    @Test
    void a_producer_that_hears_nothing_of_a_record_for_long_is_replaced() throws Exception {
        for (int n = 0; n < 3; n++) {
            take(ONE + "/" + n, "{}");
        }
        take(OTHER + "/0", "{}");
        kafka.mute(ONE);
        Sending sending = new Sending(spool.reader(), spool.room(), Duration.ofMillis(100));
        try (Lasting deaf = kafka.patient()) {
            Awaitility.await().until(() -> {
                sending.go(deaf.outlets(), System.nanoTime());
                return sending.isBroken();
            });
        }
        assertThat(sending.why()).contains("was not acknowledged for");
        kafka.mute("nobody");
        sending.startOver();
        try (Lasting other = kafka.patient()) {
            Awaitility.await()
                    .until(() -> sending.go(other.outlets(), System.nanoTime() + TimeUnit.SECONDS.toNanos(10))
                            == Sending.Went.TO_THE_END);
        }
        assertThat(sending.isBroken()).isFalse();
        assertThat(kafka.log()).containsExactly(OTHER + "/0", ONE + "/0", ONE + "/1", ONE + "/2");
    }

    @Test
    void an_error_does_not_end_it() throws Exception {
        take(ONE + "/0", "{}");
        AtomicBoolean first = new AtomicBoolean(true);
        try (DrainSpool drain = new DrainSpool(spool, () -> {
            if (first.getAndSet(false)) {
                throw new OutOfMemoryError("made up");
            }
            return kafka.whenReady();
        })) {
            drain.start();
            Awaitility.await().until(() -> !spool.isEngaged());
        }
        assertThat(kafka.log()).containsExactly(ONE + "/0");
    }

    @Test
    void what_was_under_way_when_an_error_came_is_sent_again() throws Exception {
        for (int n = 0; n < 3; n++) {
            take(ONE + "/" + n, "{}");
        }
        kafka.mute(ONE);
        AtomicInteger sent = new AtomicInteger();
        try (DrainSpool drain = new DrainSpool(
                spool,
                () -> Optional.of(kafka.slowly(() -> {
                    if (sent.incrementAndGet() == 3) {
                        kafka.mute("nobody");
                        throw new OutOfMemoryError("made up");
                    }
                })))) {
            drain.start();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !spool.isEngaged());
        }
        assertThat(kafka.log()).containsExactlyElementsOf(keys(ONE, 3));
    }

    @Test
    void it_ends_although_more_comes_than_goes() throws Exception {
        String words = "\"" + "x".repeat(20_000) + "\"";
        for (int n = 0; n < 500; n++) {
            take(ONE + "/" + n, words);
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                DrainSpool drain = new DrainSpool(
                        spool,
                        () -> Optional.of(
                                kafka.slowly(() -> threads.submit(() -> spool.behind(Events.of(OTHER, words))))))) {
            drain.start();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !spool.isEngaged());
        }
    }

    @Test
    void where_one_topic_is_gone_what_is_for_others_goes() throws Exception {
        take(ONE + "/0", "{}");
        kafka.lose(World.TOPICS.events(Lane.EXPRESS).name());
        try (DrainSpool drain = new DrainSpool(spool, kafka::whenReady)) {
            drain.start();
            Awaitility.await().until(() -> !spool.isEngaged());
        }
        assertThat(kafka.log()).containsExactly(ONE + "/0");
    }

    @Test
    void a_topic_that_is_gone_is_asked_for_once_whoever_writes_to_it() throws Exception {
        take(ONE + "/0", "{}");
        take(OTHER + "/0", "{}");
        String gone = World.TOPICS.events(Lane.STANDARD).name();
        Sending sending = new Sending(spool.reader(), spool.room(), Duration.ofSeconds(30));
        try (Lasting connected = kafka.patient()) {
            long before = kafka.asked(gone); // whoever connects may have asked for it
            kafka.lose(gone);
            sending.go(connected.outlets(), System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
            assertThat(kafka.asked(gone) - before).isOne();
            kafka.lose("");
            Awaitility.await()
                    .until(() -> sending.go(connected.outlets(), System.nanoTime() + TimeUnit.SECONDS.toNanos(10))
                            == Sending.Went.TO_THE_END);
        }
        assertThat(kafka.log()).containsExactlyInAnyOrder(ONE + "/0", OTHER + "/0");
    }

    @Test
    void one_for_which_there_is_no_time_is_next_although_another_is_refused() throws Exception {
        take(ONE + "/0", "{}");
        take(OTHER + "/0", "{}");
        kafka.refuse(ONE + "/0", true);
        Sending sending = new Sending(spool.reader(), spool.room(), Duration.ofSeconds(30));
        try (Lasting connected = kafka.patient()) {
            for (int n = 0; n < 3; n++) {
                sending.go(connected.outlets(), System.nanoTime());
            }
        }
        assertThat(kafka.log()).containsExactly(OTHER + "/0");
    }

    private void take(String key, String words) throws InterruptedException, ExecutionException {
        spool.take(List.of(Events.of(key, words)), new KafkaAway("away")).get();
    }

    private static List<String> keys(String owner, int count) {
        return IntStream.range(0, count).mapToObj(n -> owner + "/" + n).toList();
    }

    /// An owner on another partition.
    private static String elsewhere(String owner) {
        var partitioning = World.TOPICS.partitioning();
        return IntStream.range(0, 100)
                .mapToObj(n -> "other-" + n)
                .filter(other -> partitioning.of(other) != partitioning.of(owner))
                .findFirst()
                .orElseThrow();
    }
}
