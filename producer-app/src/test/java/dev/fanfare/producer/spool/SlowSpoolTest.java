package dev.fanfare.producer.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.producer.kafka.KafkaAway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that hangs, fails and fills.
class SlowSpoolTest {

    private static final long ROOM = 1024L * 1024 * 1024;
    private static final String LARGE = "\"" + "x".repeat(250_000) + "\"";

    @TempDir
    private Path data;

    @Test
    void no_more_than_a_bound_waits_for_a_hung_disk_and_all_that_was_taken_is_written() throws Exception {
        CountDownLatch hung = new CountDownLatch(1);
        List<Future<Void>> taken = new ArrayList<>();
        try (LocalSpool spool = open(new BadDisk(() -> await(hung)), new Room(ROOM, InstantSource.system()))) {
            try {
                assertThatThrownBy(() -> {
                            for (int n = 0; n < 400; n++) {
                                taken.add(spool.take(List.of(Events.of("e", LARGE)), new KafkaAway("away")));
                            }
                        })
                        .isInstanceOf(SpoolFull.class)
                        .hasMessageContaining("disk");
                assertThat(taken.size() * 250_000L).isBetween(WriteSpool.QUEUE / 2, WriteSpool.QUEUE);
                assertThat(spool.figures().records()).isEqualTo(taken.size());
                Awaitility.await().until(() -> spool.figures().takesNoMore());
                assertThat(spool.figures().trouble()).contains("does not answer");
            } finally {
                hung.countDown();
            }
            for (Future<Void> one : taken) {
                one.get(10, TimeUnit.SECONDS);
            }
            Awaitility.await().until(() -> !spool.figures().takesNoMore());
        }
    }

    @Test
    void who_gave_up_waits_for_a_hung_disk_once_and_not_for_each_record() throws Exception {
        CountDownLatch hung = new CountDownLatch(1);
        try (LocalSpool spool = open(new BadDisk(() -> await(hung)), new Room(ROOM, InstantSource.system()))) {
            try {
                spool.take(List.of(Events.of("first")), new KafkaAway("away"));
                Keeping call = new Keeping(
                        new FakeKafka().impatient().outlets(),
                        spool,
                        Duration.ofMillis(300).toNanos());
                for (int n = 0; n < 20; n++) {
                    call.add(Events.of("event-" + n));
                }
                long begin = System.nanoTime();
                assertThat(call.settle()).isZero();
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
            } finally {
                hung.countDown();
            }
        }
    }

    @Test
    void an_error_costs_its_round_and_the_next_is_written() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        try (LocalSpool spool = open(
                new BadDisk(() -> {
                    if (broken.getAndSet(false)) {
                        throw new OutOfMemoryError("made up");
                    }
                }),
                new Room(ROOM, InstantSource.system()))) {
            Future<Void> lost = spool.take(List.of(Events.of("lost")), new KafkaAway("away"));
            assertThatThrownBy(() -> lost.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(OutOfMemoryError.class);
            spool.take(List.of(Events.of("next")), new KafkaAway("away")).get(5, TimeUnit.SECONDS);
            assertThat(spool.figures().records()).isOne();
        }
    }

    @Test
    void a_full_disk_leaves_no_empty_files() throws Exception {
        try (LocalSpool spool = open(
                new BadDisk(() -> {
                    throw new IOException("No space left on device");
                }),
                new Room(ROOM, InstantSource.system()))) {
            for (int n = 0; n < 10; n++) {
                Future<Void> lost = spool.take(List.of(Events.of("lost")), new KafkaAway("away"));
                assertThatThrownBy(() -> lost.get(5, TimeUnit.SECONDS)).hasMessageContaining("No space left");
            }
            try (Stream<Path> files = Files.list(data)) {
                assertThat(files).noneMatch(file -> file.toString().endsWith(".spool"));
            }
        }
    }

    @Test
    void a_spool_without_room_for_an_event_says_that_it_is_full() throws Exception {
        try (LocalSpool spool = open(SpoolFile::onDisk, new Room(1_000_000, InstantSource.system()))) {
            assertThat(spool.figures().takesNoMore()).isFalse();
            for (int n = 0; n < 3; n++) {
                spool.take(List.of(Events.of("e", LARGE)), new KafkaAway("away"))
                        .get(5, TimeUnit.SECONDS);
            }
            assertThatThrownBy(() -> spool.take(List.of(Events.of("e", LARGE + LARGE)), new KafkaAway("away")))
                    .isInstanceOf(SpoolFull.class)
                    .hasMessageContaining("full");
            assertThat(spool.figures().full()).isTrue();
            assertThat(spool.figures().takesNoMore()).isTrue();
        }
    }

    @Test
    void trouble_passes_with_time_whatever_becomes_of_the_clock() {
        AtomicLong nanos = new AtomicLong();
        List<Instant> clock = new ArrayList<>(List.of(Instant.parse("2026-01-01T12:00:00Z")));
        Room room = new Room(ROOM, clock::getLast, nanos::get);
        room.failed(Batch.of(List.of()), new IOException("broken"));
        clock.add(Instant.parse("2026-01-01T11:00:00Z"));
        nanos.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThat(room.figures("").trouble()).isEqualTo("broken");
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(room.figures("").trouble()).isEmpty();
    }

    private LocalSpool open(SpoolFile.Maker disk, Room room) {
        return LocalSpool.open(data, disk, room);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }
}
