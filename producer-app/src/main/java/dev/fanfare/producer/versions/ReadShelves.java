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

    public ReadShelves(List<Shelf<?>> shelves, Progress progress) {
        this.shelves = List.copyOf(shelves);
        this.progress = progress;
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
    }

    @Override
    public void beginAgain() {
        shelves.forEach(Shelf::clear);
    }

    @Override
    public void reached(Map<TopicPartition, Long> positions, boolean complete) {
        progress.reached(positions, complete);
    }
}
