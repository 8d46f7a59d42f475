package dev.fanfare.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReadSchemasTest {

    private static final TopicPartition SCHEMAS = new TopicPartition("schemas", 0);

    private final List<MockConsumer<String, String>> made = new CopyOnWriteArrayList<>();
    private final List<String> learnt = new ArrayList<>();

    @Test
    void a_thousand_looks_need_one_consumer() {
        ReadSchemas reading = reading(Duration.ofMinutes(1));

        for (int look = 0; look < 1_000; look++) {
            look(reading);
        }

        assertThat(made).hasSize(1);
    }

    @Test
    void each_look_learns_what_came_since_the_last() {
        ReadSchemas reading = reading(Duration.ofMinutes(1));
        look(reading);

        write(made.getFirst(), 0, "7");
        look(reading);
        write(made.getFirst(), 1, "8");
        look(reading);

        assertThat(learnt).containsExactly("7", "8");
    }

    @Test
    void a_consumer_that_nobody_needs_is_closed_and_the_next_goes_on_behind_it() {
        ReadSchemas reading = reading(Duration.ofMillis(1));
        look(reading);
        await().until(() -> made.getFirst().closed());

        look(reading);

        assertThat(made).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void a_look_that_failed_is_made_again_with_another_consumer() {
        ReadSchemas reading = reading(Duration.ofMinutes(1));
        look(reading);
        made.getFirst().setOffsetsException(new KafkaException("away"));

        assertThatThrownBy(() -> look(reading)).isInstanceOf(RegistryException.class);
        look(reading);

        assertThat(made).hasSize(2);
        assertThat(made.getFirst().closed()).isTrue();
    }

    private void look(ReadSchemas reading) {
        reading.on((id, _) -> learnt.add(String.valueOf(id)));
    }

    private static void write(MockConsumer<String, String> consumer, long offset, String id) {
        consumer.addRecord(new ConsumerRecord<>(SCHEMAS.topic(), 0, offset, id, "\"string\""));
        consumer.updateEndOffsets(Map.of(SCHEMAS, offset + 1));
    }

    private ReadSchemas reading(Duration idle) {
        return new ReadSchemas(SCHEMAS.topic(), this::consumer, idle);
    }

    private MockConsumer<String, String> consumer() {
        MockConsumer<String, String> consumer = new MockConsumer<>("none");
        consumer.updateBeginningOffsets(Map.of(SCHEMAS, 0L));
        consumer.updateEndOffsets(Map.of(SCHEMAS, 0L));
        made.add(consumer);
        return consumer;
    }
}
