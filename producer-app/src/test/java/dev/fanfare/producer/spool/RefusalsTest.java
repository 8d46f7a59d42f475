package dev.fanfare.producer.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which refusals a producer survives.
class RefusalsTest {

    static Stream<Exception> ofOneRecordOrTopic() {
        return Stream.of(
                new TimeoutException(),
                new RecordTooLargeException(),
                new SerializationException(),
                new TopicAuthorizationException("t"));
    }

    static Stream<Exception> ofTheProducer() {
        return Stream.of(
                new ClusterAuthorizationException(""),
                new OutOfOrderSequenceException(""),
                new ProducerFencedException(""),
                new IllegalStateException("closed"));
    }

    @ParameterizedTest
    @MethodSource("ofOneRecordOrTopic")
    void what_is_about_one_record_or_topic_leaves_the_producer_to_the_others(Exception refusal) {
        assertThat(Refusals.endProducer(refusal)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("ofTheProducer")
    void what_is_about_the_producer_ends_it(Exception refusal) {
        assertThat(Refusals.endProducer(refusal)).isTrue();
    }
}
