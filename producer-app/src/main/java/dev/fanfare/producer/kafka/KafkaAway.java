package dev.fanfare.producer.kafka;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;

/// Kafka did not take a record, or did not answer, in time: the same call may go through later.
public final class KafkaAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KafkaAway(String message, Throwable cause) {
        super(message, cause);
    }

    /// Whether trying again may help, which it does not where Kafka did answer, and refused.
    public boolean isPassing() {
        Throwable why = getCause() instanceof ExecutionException wrapped ? wrapped.getCause() : getCause();
        return !(why instanceof ApiException) || why instanceof RetriableException;
    }

    public KafkaAway(String message) {
        super(message);
    }
}
