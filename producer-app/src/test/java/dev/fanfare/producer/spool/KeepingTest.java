package dev.fanfare.producer.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.producer.kafka.KafkaAway;
import dev.fanfare.producer.kafka.Lasting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepingTest {

    private final FakeKafka kafka = new FakeKafka();

    @TempDir
    private Path data;

    @Test
    void what_kafka_takes_is_not_spooled() {
        try (LocalSpool spool = spool()) {
            Keeping call = new Keeping(kafka.impatient().outlets(), spool);
            Kept kept = call.add(Events.of("a"));
            call.finish();

            assertThat(kept.written()).isPresent();
            assertThat(kept.inSpool()).isFalse();
            assertThat(spool.isEngaged()).isFalse();
            assertThat(call.settle()).isOne();
        }
    }

    @Test
    void what_kafka_does_not_answer_goes_to_the_spool_in_its_order_after_two_seconds_in_all() {
        try (LocalSpool spool = spool()) {
            Lasting silent = kafka.patient();
            kafka.goAway(false);
            Keeping call = new Keeping(silent.outlets(), spool);
            long begin = System.nanoTime();
            List<Kept> kept = IntStream.range(0, 500)
                    .mapToObj(n -> call.add(Events.of("event-" + n)))
                    .toList();
            call.finish();

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(1_900), Duration.ofMillis(3_500));
            assertThat(kept).allMatch(Kept::inSpool);
            assertThat(spool.figures().records()).isEqualTo(500);
            assertThat(call.settle()).isEqualTo(500);
        }
    }

    @Test
    void what_kafka_refuses_is_not_kept_for_it() {
        try (LocalSpool spool = spool()) {
            kafka.refuse();
            Keeping call = new Keeping(kafka.impatient().outlets(), spool);

            assertThatThrownBy(() -> call.add(Events.of("a"))).isInstanceOf(KafkaAway.class);
            assertThat(spool.isEngaged()).isFalse();
            assertThat(call.settle()).isZero();
        }
    }

    @Test
    void without_a_spool_it_fails_as_kafka_does() {
        kafka.goAway(false);
        Keeping call = new Keeping(kafka.impatient().outlets(), new NoSpool());

        assertThatThrownBy(() -> call.add(Events.of("a")))
                .isInstanceOf(KafkaAway.class)
                .hasMessageContaining("TimeoutException");
    }

    private LocalSpool spool() {
        return LocalSpool.open(data, 1_000_000, InstantSource.system());
    }
}
