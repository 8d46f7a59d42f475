package dev.fanfare.producer.spool;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/// What Kafka's refusals say of the producer that hears them.
final class Refusals {

    private Refusals() {}

    /// Whether a producer may take nothing more behind this: it is not about one record or topic, and does not pass.
    static boolean endProducer(Throwable refusal) {
        return switch (refusal) {
            case RetriableException _ -> false;
            case RecordTooLargeException _, RecordBatchTooLargeException _, InvalidRecordException _ -> false;
            case SerializationException _ -> false; // what the registry's schema has no place for
            case TopicAuthorizationException _, InvalidTopicException _ -> false;
            default -> true;
        };
    }
}
