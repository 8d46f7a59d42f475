package dev.fanfare.producer.addresses;

import dev.fanfare.producer.kafka.Pending;
import dev.fanfare.producer.peers.AskInForce;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// Waits for records to be on their topics, and in force at the people's owners.
record Written(AskInForce inForce) {

    boolean inForce(List<Pending> sent) {
        return inForce.atOwners(positions(sent));
    }

    /// Where they stand, once they are acknowledged.
    static Map<TopicPartition, Long> positions(List<Pending> sent) {
        Map<TopicPartition, Long> written = new HashMap<>();
        sent.stream()
                .map(Pending::acknowledged)
                .forEach(at -> written.put(new TopicPartition(at.topic(), at.partition()), at.offset()));
        return written;
    }
}
