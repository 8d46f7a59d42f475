package dev.fanfare.channels.erased;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FollowErasuresTest {

    private static final Topics TOPICS = new Topics("t.", new Partitioning(2));
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Codec<Erasure> codec = Codecs.with(new MemoryRegistry()).of(TOPICS.erasures(), Erasure.class);
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final List<TopicPartition> partitions = IntStream.range(0, 2)
            .mapToObj(partition -> new TopicPartition(TOPICS.erasures().name(), partition))
            .toList();
    private final FollowErasures follow = new FollowErasures(TOPICS, codec, () -> consumer);

    @AfterEach
    void close() {
        follow.close();
    }

    @Test
    void all_that_stands_there_is_known_at_the_start_and_what_comes_soon_after() throws InterruptedException {
        ends(consumer, 1);
        consumer.schedulePollTask(() -> comes(0, 0, "ada"));
        consumer.schedulePollTask(() -> comes(1, 0, "alan"));
        follow.start(Duration.ofSeconds(20));

        assertThat(isErased("ada")).isTrue();
        assertThat(isErased("alan")).isTrue();
        assertThat(isErased("eve")).isFalse();
        consumer.schedulePollTask(() -> comes(0, 1, "eve"));
        await().until(() -> isErased("eve"));
        assertThat(follow.erased().isErased("ada", NOON)).as("accepted with it").isFalse();
    }

    @Test
    void what_fails_is_tried_again_and_what_cannot_be_read_stops_nothing() throws InterruptedException {
        MockConsumer<byte[], byte[]> fails = new MockConsumer<>("none");
        ends(fails, 1);
        fails.setPollException(new KafkaException("away"));
        ends(consumer, 1);
        consumer.schedulePollTask(() -> {
            consumer.addRecord(record(0, 0, "junk".getBytes(StandardCharsets.UTF_8)));
            comes(1, 0, "alan");
        });
        var consumers = new ArrayDeque<>(List.of(fails, consumer));
        FollowErasures again = new FollowErasures(TOPICS, codec, consumers::remove);
        try {
            again.start(Duration.ofSeconds(20));
            assertThat(again.erased().isErased("alan", NOON.minusSeconds(1))).isTrue();
        } finally {
            again.close();
        }
    }

    @Test
    void a_kafka_that_does_not_answer_stops_the_start() {
        ends(consumer, 1);
        assertThatIllegalStateException()
                .isThrownBy(() -> follow.start(Duration.ofMillis(50)))
                .withMessageContaining("who was erased");
    }

    private boolean isErased(String recipient) {
        return follow.erased().isErased(recipient, NOON.minusMillis(1));
    }

    private void ends(MockConsumer<byte[], byte[]> consumer, long end) {
        Map<TopicPartition, Long> begin = partitions.stream().collect(Collectors.toMap(p -> p, _ -> 0L));
        consumer.updateBeginningOffsets(begin);
        consumer.updateEndOffsets(partitions.stream().collect(Collectors.toMap(p -> p, _ -> end)));
    }

    private void comes(int partition, long offset, String recipient) {
        consumer.addRecord(record(partition, offset, codec.encode(new Erasure(recipient, NOON))));
    }

    private ConsumerRecord<byte[], byte[]> record(int partition, long offset, byte[] value) {
        return new ConsumerRecord<>(TOPICS.erasures().name(), partition, offset, null, value);
    }
}
