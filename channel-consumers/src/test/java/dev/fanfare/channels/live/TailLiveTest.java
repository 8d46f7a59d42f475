package dev.fanfare.channels.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.channels.erased.Erased;
import dev.fanfare.channels.live.OpenStream.Next;
import dev.fanfare.channels.live.Streams.Opened;
import dev.fanfare.schemas.InboxItem;
import dev.fanfare.schemas.Live;
import dev.fanfare.schemas.LiveKind;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import dev.fanfare.schemas.setup.LiveSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TailLiveTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Topics TOPICS = new Topics("t.", new Partitioning(1));
    private static final TopicPartition LIVE = new TopicPartition("t.live", 0);

    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    private final Codec<Live> codec = codecs.of(TOPICS.live(), Live.class);
    private final Streams streams = new Streams(LiveSettings.DEFAULT);
    private final List<ConsumerRecord<byte[], byte[]>> written = new ArrayList<>();
    private final AtomicInteger consumers = new AtomicInteger();
    private volatile MockConsumer<byte[], byte[]> kafka = consumer();
    private final TailLive tail =
            TailLive.of(TOPICS, codecs, new TailLive.Parts(streams, Erased.of("eve", NOON), () -> NOON), this::next);

    @AfterEach
    void close() {
        tail.close();
    }

    @Test
    void who_comes_new_reads_the_inbox_and_then_hears_what_comes() throws InterruptedException {
        write("ada", LiveKind.CREATED);
        tail.start();
        OpenStream stream = open("ada", null);
        assertThat(told(stream)).isEqualTo("reset 1");

        write("alan", LiveKind.CREATED);
        write("ada", LiveKind.READ);

        assertThat(told(stream)).isEqualTo("read 3");
    }

    @Test
    void who_comes_back_hears_what_was_missed_and_the_others_hear_nothing_twice() throws InterruptedException {
        tail.start();
        OpenStream first = open("ada", null);
        assertThat(told(first)).isEqualTo("reset 0");
        write("ada", LiveKind.CREATED);
        write("ada", LiveKind.READ);
        assertThat(told(first)).isEqualTo("created 1");
        assertThat(told(first)).isEqualTo("read 2");

        OpenStream back = open("ada", 1L);
        assertThat(told(back)).isEqualTo("read 2");
        write("ada", LiveKind.DISMISSED);
        assertThat(told(back)).isEqualTo("dismissed 3");
        assertThat(told(first)).isEqualTo("dismissed 3");
    }

    @Test
    void a_broken_connection_to_kafka_loses_nothing() throws InterruptedException {
        tail.start();
        OpenStream stream = open("ada", null);
        assertThat(told(stream)).isEqualTo("reset 0");

        MockConsumer<byte[], byte[]> broken = kafka;
        kafka = consumer();
        broken.setPollException(new KafkaException("away"));
        write("ada", LiveKind.CREATED);

        assertThat(told(stream)).isEqualTo("created 1");
        assertThat(consumers).hasValue(2);
    }

    @Test
    void what_was_told_to_somebody_who_was_erased_since_is_told_to_nobody() throws InterruptedException {
        write("eve", item(NOON.minusSeconds(1), null));
        write("eve", item(NOON.plusSeconds(1), null));
        tail.start();

        assertThat(told(open("eve", 0L))).isEqualTo("created 2");
    }

    @Test
    void what_has_expired_since_is_told_to_nobody() throws InterruptedException {
        write("ada", item(NOON, NOON));
        write("ada", item(NOON, NOON.plusSeconds(1)));
        tail.start();

        assertThat(told(open("ada", 0L))).isEqualTo("created 2");
    }

    @Test
    void what_cannot_be_read_is_passed_over() throws InterruptedException {
        add("ada", new byte[] {1});
        write("ada", LiveKind.READ);
        tail.start();

        assertThat(told(open("ada", 0L))).isEqualTo("read 2");
    }

    @Test
    void a_partition_that_nobody_listens_to_is_read_no_further() {
        tail.start();
        OpenStream stream = open("ada", null);
        await().until(() -> kafka.assignment().contains(LIVE));

        streams.close(stream);
        await().until(() -> kafka.assignment().isEmpty());
    }

    private OpenStream open(String recipient, @Nullable Long after) {
        Opened opened = streams.open(recipient);
        OpenStream stream = ((Opened.Open) opened).stream();
        tail.add(stream, after);
        return stream;
    }

    private static String told(OpenStream stream) throws InterruptedException {
        Next next = stream.next(Duration.ofSeconds(10));
        assertThat(next).isInstanceOf(Next.Tell.class);
        Frame frame = ((Next.Tell) next).frame();
        return frame.event() + " " + frame.id();
    }

    private void write(String recipient, LiveKind kind) {
        write(recipient, Live.newBuilder().setKind(kind).setAt(NOON).build());
    }

    private void write(String recipient, Live live) {
        add(recipient, codec.encode(live));
    }

    private void add(String recipient, byte[] value) {
        synchronized (written) {
            written.add(new ConsumerRecord<>(
                    LIVE.topic(), 0, written.size(), recipient.getBytes(StandardCharsets.UTF_8), value));
        }
    }

    private static Live item(Instant acceptedAt, @Nullable Instant expiresAt) {
        InboxItem item = InboxItem.newBuilder()
                .setId("d")
                .setEvent("e")
                .setType("t")
                .setTitle("")
                .setBody("")
                .setPriority("normal")
                .setCreatedAt(acceptedAt)
                .setAcceptedAt(acceptedAt)
                .setExpiresAt(expiresAt)
                .build();
        return Live.newBuilder()
                .setKind(LiveKind.CREATED)
                .setItem(item)
                .setAt(acceptedAt)
                .build();
    }

    private MockConsumer<byte[], byte[]> next() {
        consumers.incrementAndGet();
        return kafka;
    }

    /// One that reads what is written here, from where it stands.
    private MockConsumer<byte[], byte[]> consumer() {
        return new MockConsumer<>("none") {
            @Override
            public synchronized org.apache.kafka.clients.consumer.ConsumerRecords<byte[], byte[]> poll(
                    Duration timeout) {
                offsets(this);
                if (assignment().contains(LIVE)) {
                    long position = position(LIVE);
                    synchronized (written) {
                        written.stream().skip(position).forEach(this::addRecord);
                    }
                }
                return super.poll(timeout);
            }

            @Override
            public synchronized Map<TopicPartition, Long> endOffsets(
                    java.util.Collection<TopicPartition> partitions, Duration timeout) {
                offsets(this);
                return super.endOffsets(partitions, timeout);
            }

            @Override
            public synchronized Map<TopicPartition, Long> beginningOffsets(
                    java.util.Collection<TopicPartition> partitions, Duration timeout) {
                offsets(this);
                return super.beginningOffsets(partitions, timeout);
            }
        };
    }

    private void offsets(MockConsumer<byte[], byte[]> consumer) {
        synchronized (written) {
            consumer.updateBeginningOffsets(Map.of(LIVE, 0L));
            consumer.updateEndOffsets(Map.of(LIVE, (long) written.size()));
        }
    }
}
