package dev.fanfare.producer.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.producer.kafka.KafkaAway;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.serde.StoreCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that a newer build wrote, or that a disk has spoiled.
class DamagedSpoolTest {

    private static final int MARK = 4711;
    private static final long ROOM = 64L * 1024 * 1024;

    private final FakeKafka kafka = new FakeKafka();

    @TempDir
    private Path data;

    @Test
    void a_record_of_a_version_that_is_not_known_is_waited_for_and_told_by_file_and_version() throws IOException {
        byte[] strange = record("b");
        strange[strange.length - value("b").length] = 99;
        write(0, head(1), framed(record("a")), framed(strange), framed(record("c")));
        try (LocalSpool spool = open();
                DrainSpool drain = new DrainSpool(spool, kafka::whenReady)) {
            drain.start();
            Awaitility.await().until(() -> spool.figures().notSent().contains("99"));
            assertThat(spool.figures().notSent()).contains(file(0).toString(), "Event");
            assertThat(kafka.log()).containsExactly("a");
            assertThat(spool.isEngaged()).isTrue();
        }
        assertThat(file(0)).exists();
    }

    @Test
    void damage_beside_what_is_waited_for_counts_once() throws IOException {
        byte[] strange = record("b");
        strange[strange.length - value("b").length] = 99;
        write(0, head(1), framed(record("a")), framed(strange), new byte[100], framed(record("c")));
        try (LocalSpool spool = open()) {
            assertThat(spool.reader().next()).hasSize(1);
            assertThatThrownBy(() -> spool.reader().next()).hasMessageContaining("99");
            long bytes = spool.figures().bytes();
            assertThatThrownBy(() -> spool.reader().next()).hasMessageContaining("99");
            assertThat(spool.figures().bytes()).isEqualTo(bytes);
        }
    }

    @Test
    void damage_beside_what_is_waited_for_counts_once_in_a_long_file_too() throws IOException {
        byte[] strange = record("b");
        strange[strange.length - value("b").length] = 99;
        byte[] large = framed(new Entry(Instant.EPOCH, Events.of("c", "\"" + "x".repeat(500_000) + "\"")).encode());
        write(
                0,
                head(1),
                framed(record("a")),
                framed(strange),
                new byte[100],
                large,
                large,
                large,
                new byte[10],
                large,
                large);
        try (LocalSpool spool = open()) {
            long before = spool.figures().bytes();
            assertThat(spool.reader().next()).hasSize(1);
            assertThatThrownBy(() -> spool.reader().next()).hasMessageContaining("99");
            assertThatThrownBy(() -> spool.reader().next()).hasMessageContaining("99");
            assertThat(spool.figures().bytes()).isEqualTo(before - 110);
        }
    }

    @Test
    void a_file_of_a_version_that_is_not_known_is_waited_for() throws IOException {
        write(0, head(1), framed(record("a")));
        write(1, head(2), framed(record("b")));
        try (LocalSpool spool = open();
                DrainSpool drain = new DrainSpool(spool, kafka::whenReady)) {
            drain.start();
            Awaitility.await().until(() -> spool.figures().notSent().contains("version 2"));
            assertThat(spool.figures().notSent()).contains(file(1).toString());
            assertThat(kafka.log()).containsExactly("a");
        }
        assertThat(file(1)).exists();
    }

    @Test
    void megabytes_that_cannot_be_read_are_looked_through_once_and_it_ends() throws IOException {
        write(0, head(1), framed(record("a")), new byte[5 * Frames.LARGEST], framed(record("b")));
        drain();
        assertThat(kafka.log()).containsExactly("a", "b");
        assertThat(copy(0)).exists();
        assertThat(file(0)).doesNotExist();
    }

    @Test
    void the_damaged_end_of_an_older_file_is_copied() throws IOException {
        byte[] torn = Arrays.copyOf(framed(record("b")), 30);
        write(0, head(1), framed(record("a")), torn);
        write(1, head(1), framed(record("c")), torn);
        byte[] whole = Files.readAllBytes(file(0));
        drain();
        assertThat(kafka.log()).containsExactly("a", "c");
        assertThat(copy(0)).hasBinaryContent(whole);
        assertThat(copy(1)).doesNotExist();
    }

    @Test
    void nothing_is_passed_over_of_which_no_copy_can_be_kept() throws IOException {
        write(0, head(1), framed(record("a")), new byte[100], framed(record("b")));
        Files.createDirectories(part(0).resolve("in-the-way"));
        try (LocalSpool spool = open();
                DrainSpool drain = new DrainSpool(spool, kafka::whenReady)) {
            drain.start();
            Awaitility.await().until(() -> spool.figures().notSent().contains("no copy"));
            assertThat(file(0)).exists();
            Files.delete(part(0).resolve("in-the-way"));
            Awaitility.await().until(() -> !spool.isEngaged());
        }
        assertThat(kafka.log()).containsExactly("a", "b");
        assertThat(copy(0)).exists();
    }

    @Test
    void a_new_file_never_has_the_name_of_a_copy() throws IOException {
        write(7, head(1), framed(record("a")), new byte[100], framed(record("b")));
        drain();
        assertThat(copy(7)).exists();
        try (LocalSpool spool = open()) {
            Awaitility.await().until(spool.take(List.of(Events.of("c")), new KafkaAway("away"))::isDone);
        }
        assertThat(file(8)).exists();
    }

    private void drain() {
        try (LocalSpool spool = open();
                DrainSpool drain = new DrainSpool(spool, kafka::whenReady)) {
            drain.start();
            Awaitility.await().until(() -> !spool.isEngaged());
            Awaitility.await().until(() -> {
                try (Stream<Path> files = Files.list(data)) {
                    return files.noneMatch(file -> file.toString().endsWith(".spool"));
                }
            });
        }
    }

    private LocalSpool open() {
        return LocalSpool.open(data, ROOM, InstantSource.system());
    }

    private void write(int number, byte[]... parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.write(part);
        }
        Files.write(file(number), bytes.toByteArray());
    }

    private Path file(int number) {
        return data.resolve(String.format("%019d.spool", number));
    }

    private Path copy(int number) {
        return data.resolve(file(number).getFileName() + ".damaged");
    }

    private Path part(int number) {
        return data.resolve(file(number).getFileName() + ".part");
    }

    private static byte[] head(int version) {
        return bytes(new Frames.FileHead(version, MARK).bytes());
    }

    private static byte[] framed(byte[] record) {
        return bytes(Frames.framed(MARK, List.of(record)));
    }

    private static byte[] record(String key) {
        return new Entry(Instant.EPOCH, Events.of(key)).encode();
    }

    private static byte[] value(String key) {
        return StoreCodec.of(Event.class)
                .encode((Event) Objects.requireNonNull(Events.of(key).message().value()));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
