package dev.fanfare.channels.erased;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LearnErasuresTest {

    private static final Topics TOPICS = new Topics("t.", new Partitioning(2));
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Codec<Erasure> codec = Codecs.with(new MemoryRegistry()).of(TOPICS.erasures(), Erasure.class);
    private final LearnErasures learn = new LearnErasures(codec);

    @Test
    void who_was_erased_is_known_for_what_was_accepted_before() {
        learn.learn(record(codec.encode(new Erasure("ada", NOON))));

        assertThat(learn.erased().isErased("ada", NOON.minusMillis(1))).isTrue();
        assertThat(learn.erased().isErased("ada", NOON)).as("accepted with it").isFalse();
        assertThat(learn.erased().isErased("eve", NOON.minusMillis(1))).isFalse();
    }

    @Test
    void what_cannot_be_read_stops_nothing() {
        learn.learn(record("junk".getBytes(StandardCharsets.UTF_8)));
        learn.learn(record(null));
        learn.learn(record(codec.encode(new Erasure("alan", NOON))));

        assertThat(learn.erased().isErased("alan", NOON.minusMillis(1))).isTrue();
    }

    @Test
    void a_start_waits_until_all_is_read() {
        learn.reached(Map.of(), false);
        assertThatIllegalStateException()
                .isThrownBy(() -> learn.awaitAll(Duration.ofMillis(50)))
                .withMessageContaining("who was erased");
        learn.reached(Map.of(), true);
        assertThatCode(() -> learn.awaitAll(Duration.ofSeconds(10))).doesNotThrowAnyException();
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>(TOPICS.erasures().name(), 0, 0, null, value);
    }
}
