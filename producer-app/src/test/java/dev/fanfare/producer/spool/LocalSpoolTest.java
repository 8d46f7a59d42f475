package dev.fanfare.producer.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.producer.kafka.KafkaAway;
import dev.fanfare.producer.kafka.Lasting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSpoolTest {

    private static final long ROOM = 64L * 1024 * 1024;

    private final FakeKafka kafka = new FakeKafka();
    private final FlakyDisk disk = new FlakyDisk(new Random(1));
    private final Lasting direct = kafka.impatient();

    @TempDir
    private Path data;

    @Test
    void a_second_process_is_refused_with_the_directory_and_the_setting() {
        try (LocalSpool _ = open(ROOM)) {
            assertThatThrownBy(() -> open(ROOM))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("fanfare.spool-dir")
                    .hasMessageContaining(data.toString())
                    .hasMessageContaining("another front door");
        }
        open(ROOM).close();
    }

    @Test
    void nobody_else_may_read_what_waits() throws IOException {
        try (LocalSpool spool = LocalSpool.open(data.resolve("new/spool"), ROOM, InstantSource.system())) {
            post(spool, "a");
            try (Stream<Path> files = Files.list(data.resolve("new/spool"))) {
                assertThat(files).hasSize(2).allSatisfy(file -> assertThat(
                                PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("new/spool"))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_full_spool_takes_no_more_and_says_so() {
        try (LocalSpool spool = open(4_000)) {
            int taken = 0;
            while (isTaken(spool, "event-" + taken)) {
                taken++;
            }
            assertThat(taken).isBetween(10, 60);
            assertThat(isTaken(spool, "x".repeat(300))).isFalse();
            assertThat(spool.figures().records()).isEqualTo(taken);
            assertThat(spool.figures().trouble()).isEmpty();
        }
    }

    @Test
    void a_full_disk_is_a_full_spool_until_it_has_room_again() {
        try (LocalSpool spool = open(ROOM)) {
            post(spool, "before");
            disk.fill();
            assertThat(isTaken(spool, "during")).isFalse();
            assertThat(spool.figures().takesNoMore()).isTrue();
            assertThat(spool.figures().trouble()).contains("No space left");
            disk.free();
            post(spool, "after");
            drain(spool);
        }
        assertThat(kafka.log()).contains("before", "after").doesNotContain("during");
    }

    @Test
    void what_waits_is_sent_by_the_next_process_and_its_files_go() throws IOException {
        try (LocalSpool spool = open(ROOM)) {
            IntStream.range(0, 100).forEach(n -> post(spool, "event-" + n));
        }
        try (LocalSpool spool = open(ROOM)) {
            assertThat(spool.isEngaged()).isTrue();
            assertThat(spool.figures().records()).isEqualTo(100);
            drain(spool);
            assertThat(spool.figures().bytes()).isZero();
        }
        assertThat(kafka.log())
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(n -> "event-" + n).toList());
        assertThat(spoolFiles()).isEmpty();
    }

    @Test
    void files_are_bounded_and_each_goes_once_it_is_sent() throws IOException {
        String large = "\"" + "x".repeat(200_000) + "\"";
        try (LocalSpool spool = open(ROOM)) {
            for (int n = 0; n < 100; n++) {
                take(spool, Events.of("event-" + n, large));
            }
            assertThat(spoolFiles()).hasSizeBetween(3, 4);
            for (Path file : spoolFiles()) {
                assertThat(Files.size(file)).isLessThan(WriteSpool.FILE + 400_000);
            }
            drain(spool);
            assertThat(spoolFiles()).isEmpty();
        }
        assertThat(kafka.log()).hasSize(100);
    }

    @Test
    void a_torn_last_record_is_cut_off_at_any_byte() throws IOException {
        try (LocalSpool spool = open(ROOM)) {
            post(spool, "first");
            post(spool, "last");
        }
        byte[] whole = Files.readAllBytes(spoolFiles().getFirst());
        int first = Frames.FILE_HEAD
                + Frames.HEAD
                + new Entry(InstantSource.system().instant(), Events.of("first")).encode().length;
        for (int size = first; size < whole.length; size += size < first + 20 ? 1 : 17) {
            Path torn = data.resolve("torn-" + size);
            Files.createDirectories(torn);
            Files.write(torn.resolve(spoolFiles().getFirst().getFileName()), java.util.Arrays.copyOf(whole, size));
            try (LocalSpool spool = LocalSpool.open(torn, ROOM, InstantSource.system())) {
                assertThat(spool.figures().records()).as("%d bytes", size).isEqualTo(1);
                assertThat(spool.figures().bytes()).as("%d bytes", size).isEqualTo(first - Frames.FILE_HEAD);
            }
        }
    }

    @Test
    void a_damaged_record_costs_itself_and_a_copy_of_its_file_is_kept() throws IOException {
        try (LocalSpool spool = open(ROOM)) {
            IntStream.range(0, 3).forEach(n -> post(spool, "event-" + n));
        }
        Path file = spoolFiles().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);

        try (LocalSpool spool = open(ROOM)) {
            drain(spool);
        }

        assertThat(kafka.log()).containsExactly("event-0", "event-2");
        assertThat(file.resolveSibling(file.getFileName() + ".damaged")).hasBinaryContent(bytes);
    }

    @Test
    void many_callers_share_an_fsync_and_keep_their_order() throws Exception {
        int callers = 50;
        List<Integer> posted = new ArrayList<>();
        try (LocalSpool spool = open(ROOM);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < callers; caller++) {
                int number = caller;
                posted.add(number);
                threads.submit(() -> IntStream.range(0, 40).forEach(n -> post(spool, number + "/" + n)));
            }
            threads.close();
            drain(spool);
        }
        List<String> log = kafka.log();
        assertThat(log).hasSize(callers * 40);
        for (int caller : posted) {
            assertThat(log.stream().filter(key -> key.startsWith(caller + "/")))
                    .containsExactlyElementsOf(IntStream.range(0, 40)
                            .mapToObj(n -> caller + "/" + n)
                            .toList());
        }
    }

    @Test
    void a_spool_under_load_ends_and_nobody_passes_anybody() throws Exception {
        try (LocalSpool spool = open(ROOM);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            kafka.goAway(false);
            post(spool, "0/0");
            kafka.comeBack();
            try (DrainSpool drain = new DrainSpool(spool, kafka::whenReady)) {
                for (int caller = 1; caller <= 8; caller++) {
                    int number = caller;
                    threads.submit(() -> {
                        int n = 0;
                        while (spool.isEngaged() || n < 100) {
                            post(spool, number + "/" + n++);
                        }
                    });
                }
                drain.start();
                Awaitility.await().until(() -> !spool.isEngaged());
                threads.close();
            }
        }
        for (int caller = 1; caller <= 8; caller++) {
            String own = caller + "/";
            List<Integer> numbers = kafka.log().stream()
                    .filter(key -> key.startsWith(own))
                    .map(key -> Integer.parseInt(key.substring(own.length())))
                    .toList();
            assertThat(numbers)
                    .containsExactlyElementsOf(
                            IntStream.range(0, numbers.size()).boxed().toList());
        }
    }

    private LocalSpool open(long room) {
        return LocalSpool.open(data, disk, new Room(room, InstantSource.system()));
    }

    private List<Path> spoolFiles() throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> file.toString().endsWith(".spool"))
                    .sorted()
                    .toList();
        }
    }

    /// As a call does; into the spool where something waits already, or Kafka does not take it.
    private void post(LocalSpool spool, String key) {
        Keeping call = new Keeping(direct.outlets(), spool);
        if (spool.isEngaged() || !kafka.log().isEmpty()) {
            call.add(Events.of(key));
            call.finish();
        } else {
            take(spool, Events.of(key));
        }
    }

    private static void take(LocalSpool spool, Outgoing event) {
        try {
            spool.take(List.of(event), new KafkaAway("away")).get();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static boolean isTaken(LocalSpool spool, String key) {
        try {
            take(spool, Events.of(key));
            return true;
        } catch (SpoolFull | IllegalStateException refused) {
            return false;
        }
    }

    private void drain(LocalSpool spool) {
        try (DrainSpool drain = new DrainSpool(spool, kafka::whenReady)) {
            drain.start();
            Awaitility.await().until(() -> !spool.isEngaged());
        }
    }
}
