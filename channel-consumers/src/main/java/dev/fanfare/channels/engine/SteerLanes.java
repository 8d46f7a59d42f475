package dev.fanfare.channels.engine;

import dev.fanfare.schemas.Lane;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// Pauses and resumes partitions before each poll, by the room that is free, by the span of each ledger, and all of
/// them
/// while commits are behind.
final class SteerLanes {

    private final Map<String, Lane> lanes;
    private final Room room;

    /// @param lanes by topic
    SteerLanes(Map<String, Lane> lanes, Room room) {
        this.lanes = Map.copyOf(lanes);
        this.room = room;
    }

    void run(Consumer<?, ?> consumer, Map<TopicPartition, Window> windows, boolean behind) {
        Set<TopicPartition> wanted = new HashSet<>();
        int taken = room.taken();
        windows.forEach((partition, window) -> {
            if (behind || !open(partition, taken) || full(window)) {
                wanted.add(partition);
            }
        });
        Set<TopicPartition> paused = consumer.paused();
        if (!paused.equals(wanted)) {
            consumer.resume(without(paused, wanted));
            consumer.pause(without(wanted, paused));
        }
    }

    /// What is no lane of ours is the least urgent.
    Lane lane(String topic) {
        return lanes.getOrDefault(topic, Lane.BULK);
    }

    private boolean open(TopicPartition partition, int taken) {
        Lane lane = lanes.get(partition.topic());
        return lane != null && room.shares().open(lane, taken);
    }

    /// Another poll might reach beyond what the commit's metadata can say.
    private boolean full(Window window) {
        return window.ledger().span() + room.shares().pollRecords() > CommitMetadata.OFFSETS;
    }

    private static Set<TopicPartition> without(Set<TopicPartition> these, Set<TopicPartition> those) {
        Set<TopicPartition> rest = new HashSet<>(these);
        rest.removeAll(those);
        return rest;
    }
}
