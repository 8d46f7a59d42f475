package dev.fanfare.producer.versions;

import dev.fanfare.producer.peers.AskInForce;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/// Whether everybody works with what was written to rules or templates: every fan-out instance, and our own copy.
public record InForce(Progress own, AskInForce others) {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// Waits 5 s at most.
    boolean past(TopicPartition partition, long offset) {
        boolean othersDo = others.everywhere(partition, offset);
        return own.past(partition, offset, othersDo ? PATIENCE : Duration.ZERO) && othersDo;
    }
}
