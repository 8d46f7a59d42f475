package dev.fanfare.fanout.ahead;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Looks at how far a channel has come on its bulk lane, in the words of Kafka: committed and end offsets.
final class LookAtBulk {

    private static final long PATIENCE_S = 10;

    private final Admin admin;
    private final Topics topics;
    private final Paces paces;

    LookAtBulk(Admin admin, Topics topics, Paces paces) {
        this.admin = admin;
        this.topics = topics;
        this.paces = paces;
    }

    void at(Channel channel) throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> bulk = IntStream.range(
                        0, topics.partitioning().partitions())
                .mapToObj(n ->
                        new TopicPartition(topics.channel(channel, Lane.BULK).name(), n))
                .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        Map<TopicPartition, OffsetAndMetadata> committed =
                new HashMap<>(admin.listConsumerGroupOffsets(topics.group(Names.of(channel)))
                        .partitionsToOffsetAndMetadata()
                        .get(PATIENCE_S, TimeUnit.SECONDS));
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(bulk).all().get(PATIENCE_S, TimeUnit.SECONDS);
        ends.forEach((partition, end) -> {
            OffsetAndMetadata offset = committed.get(partition);
            if (offset != null) {
                paces.look(channel, partition.partition(), offset.offset(), end.offset());
            }
        });
    }
}
