package dev.fanfare.channels.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class AnyTimestampTest {

    @Test
    void the_inbox_takes_any_timestamp() {
        var settings = new InboxSettings(Map.of("bootstrap.servers", "nowhere:1"), Path.of("target"), 1, 0, "", "", 1);

        assertThat(new StreamsConfig(settings.config("inbox")).defaultTimestampExtractor())
                .isInstanceOf(AnyTimestamp.class);
    }

    @Test
    void a_record_without_a_time_has_the_latest_of_its_partition_or_that_of_now() {
        AnyTimestamp timestamp = new AnyTimestamp();
        ConsumerRecord<Object, Object> none = new ConsumerRecord<>("t", 0, 0L, "k", "v");

        assertThat(none.timestamp()).isNegative();
        assertThat(timestamp.extract(none, 7)).isEqualTo(7);
        assertThat(timestamp.extract(none, -1)).isPositive();
    }
}
