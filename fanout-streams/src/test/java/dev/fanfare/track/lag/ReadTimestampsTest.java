package dev.fanfare.track.lag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.track.lag.ReadTimestamps.Span;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ReadTimestampsTest {

    private static final TopicPartition LANE = new TopicPartition("email.bulk", 0);
    private static final Instant WRITTEN = Instant.parse("2026-03-01T08:00:00Z");

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final ReadTimestamps read = new ReadTimestamps(consumer);
    private int asked;

    @Test
    void the_first_record_from_the_committed_offset_on_tells_the_age_and_is_read_once() {
        consumer.schedulePollTask(() -> holds(7, WRITTEN));
        assertThat(read.of(Map.of(LANE, new Span(5, 9)))).isEqualTo(Map.of(LANE, WRITTEN));
        assertThat(read.of(Map.of(LANE, new Span(5, 100)))).isEqualTo(Map.of(LANE, WRITTEN));
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void a_reader_that_went_on_is_looked_at_anew() {
        consumer.schedulePollTask(() -> holds(5, WRITTEN));
        assertThat(read.of(Map.of(LANE, new Span(5, 9)))).isEqualTo(Map.of(LANE, WRITTEN));
        consumer.schedulePollTask(() -> holds(8, WRITTEN.plusSeconds(1)));
        assertThat(read.of(Map.of(LANE, new Span(6, 9)))).isEqualTo(Map.of(LANE, WRITTEN.plusSeconds(1)));
    }

    @Test
    void where_only_marks_of_transactions_are_left_nothing_waits() {
        consumer.schedulePollTask(() -> consumer.seek(LANE, 9));
        assertThat(read.of(Map.of(LANE, new Span(8, 9)))).isEmpty();
        assertThat(read.of(Map.of(LANE, new Span(8, 9)))).isEmpty();
    }

    private void holds(long offset, Instant written) {
        asked++;
        consumer.updateBeginningOffsets(Map.of(LANE, 0L));
        consumer.addRecord(new ConsumerRecord<>(
                LANE.topic(),
                LANE.partition(),
                offset,
                written.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.empty()));
    }
}
