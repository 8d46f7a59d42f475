package dev.fanfare.channels;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Counts what a channel is not done with, from what its group has committed: whoever runs it, and whether anybody
/// does. What is done with above the lowest that is not counts as well.
record CountWaiting(Admin admin, Topics topics) {

    Map<Lane, Long> on(Channel channel) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(
                        topics.group(Names.of(channel)))
                .partitionsToOffsetAndMetadata()
                .get();
        Map<Lane, Long> waiting = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            waiting.put(lane, behind(topics.channel(channel, lane), committed));
        }
        return waiting;
    }

    private long behind(Topic topic, Map<TopicPartition, OffsetAndMetadata> committed)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.name(), number))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(latest).all().get();
        return ends.entrySet().stream()
                .mapToLong(end ->
                        behind(committed.get(end.getKey()), end.getValue().offset()))
                .sum();
    }

    private static long behind(@Nullable OffsetAndMetadata committed, long end) {
        return committed == null ? end : Math.max(0, end - committed.offset());
    }
}
