package dev.fanfare.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class AnyTimestampTest {

    @Test
    void a_record_without_a_time_has_the_latest_of_its_partition_or_that_of_now() {
        AnyTimestamp timestamp = new AnyTimestamp();
        ConsumerRecord<Object, Object> none = new ConsumerRecord<>("t", 0, 0L, "k", "v");

        assertThat(none.timestamp()).isNegative();
        assertThat(timestamp.extract(none, 7)).isEqualTo(7);
        assertThat(timestamp.extract(none, -1)).isPositive();
    }
}
