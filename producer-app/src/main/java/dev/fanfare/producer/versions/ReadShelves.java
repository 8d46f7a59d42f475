package dev.fanfare.producer.versions;

import dev.fanfare.schemas.running.FollowTopics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Takes what stands on the topics of rules and templates into their copies.
public final class ReadShelves implements FollowTopics.Learns<String> {

    private final List<Shelf<?>> shelves;
    private final Progress progress;
    private final List<Memory<?>> memories;
    private boolean complete;

    /// @param memories what keeps them on the disk; none: nothing does
    public ReadShelves(List<Shelf<?>> shelves, Progress progress, List<Memory<?>> memories) {
        this.shelves = List.copyOf(shelves);
        this.progress = progress;
        this.memories = List.copyOf(memories);
    }

    /// What a process before this one knew counts until the topics are read.
    public void recall() {
        if (!memories.isEmpty() && memories.stream().allMatch(Memory::recall)) {
            progress.remembered();
        }
    }

    /// What has to be read.
    public List<TopicPartition> partitions() {
        return shelves.stream()
                .map(shelf -> new TopicPartition(shelf.topic(), 0))
                .toList();
    }

    @Override
    public void learn(ConsumerRecord<String, byte[]> record) {
        shelves.stream().filter(shelf -> shelf.topic().equals(record.topic())).forEach(shelf -> shelf.learn(record));
        memories.forEach(Memory::changed);
    }

    @Override
    public void beginAgain() {
        complete = false;
        shelves.forEach(Shelf::clear);
    }

    @Override
    public void reached(Map<TopicPartition, Long> positions, boolean all) {
        if (all && !complete) {
            complete = true;
            shelves.forEach(Shelf::forgetRemembered);
        }
        progress.reached(positions, all);
        if (complete) {
            memories.forEach(Memory::keep);
        }
    }
}
