package dev.fanfare.channels;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Counts what the channels are not done with, from what their groups have committed: whoever runs it, and whether
/// anybody does. What is done with above the lowest that is not counts as well; what is not committed yet does not.
///
/// @param patience for each of Kafka's answers
record CountWaiting(Admin admin, Topics topics, Duration patience) {

    /// Of every channel, by lane: Kafka is asked once for all of them.
    ///
    /// @throws TimeoutException where Kafka does not answer in time
    Map<Channel, Map<Lane, Long>> count() throws InterruptedException, ExecutionException, TimeoutException {
        var committedSoon = admin.listConsumerGroupOffsets(Topics.CHANNELS.stream()
                        .collect(Collectors.toMap(this::group, _ -> new ListConsumerGroupOffsetsSpec())))
                .all();
        var endsSoon = admin.listOffsets(latest(), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all();
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = soon(committedSoon);
        Map<TopicPartition, ListOffsetsResultInfo> ends = soon(endsSoon);
        Map<Channel, Map<Lane, Long>> waiting = new EnumMap<>(Channel.class);
        for (Channel channel : Topics.CHANNELS) {
            Map<TopicPartition, OffsetAndMetadata> done = committed.getOrDefault(group(channel), Map.of());
            Map<Lane, Long> lanes = new EnumMap<>(Lane.class);
            for (Lane lane : Lane.values()) {
                long behind = partitions(topics.channel(channel, lane))
                        .mapToLong(partition -> behind(done.get(partition), ends.get(partition)))
                        .sum();
                lanes.put(lane, behind);
            }
            waiting.put(channel, lanes);
        }
        return waiting;
    }

    private String group(Channel channel) {
        return topics.group(Names.of(channel));
    }

    private Map<TopicPartition, OffsetSpec> latest() {
        return Topics.CHANNELS.stream()
                .flatMap(channel -> Arrays.stream(Lane.values()).map(lane -> topics.channel(channel, lane)))
                .flatMap(CountWaiting::partitions)
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
    }

    private <T> T soon(KafkaFuture<T> answer) throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Stream<TopicPartition> partitions(Topic topic) {
        return IntStream.range(0, topic.partitions()).mapToObj(number -> new TopicPartition(topic.name(), number));
    }

    private static long behind(@Nullable OffsetAndMetadata committed, @Nullable ListOffsetsResultInfo end) {
        long last = end == null ? 0 : end.offset();
        return committed == null ? last : Math.max(0, last - committed.offset());
    }
}
