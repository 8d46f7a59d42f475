package dev.fanfare.producer.kafka;

/// Kafka did not take a record, or did not answer, in time: the same call may go through later.
public final class KafkaAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KafkaAway(String message, Throwable cause) {
        super(message, cause);
    }

    public KafkaAway(String message) {
        super(message);
    }
}
