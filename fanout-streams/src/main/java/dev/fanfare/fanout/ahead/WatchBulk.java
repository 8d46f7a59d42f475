package dev.fanfare.fanout.ahead;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every second at the channels' bulk lanes, as long as there are bulk slices open.
public final class WatchBulk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchBulk.class);
    private static final long EVERY_MS = 1_000;
    private static final long PATIENCE_S = 10;

    private final Admin admin;
    private final Topics topics;
    private final Paces paces;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("watch-bulk").daemon().unstarted(this::run);
    private boolean failing;

    public WatchBulk(Admin admin, Topics topics, Paces paces) {
        this.admin = admin;
        this.topics = topics;
        this.paces = paces;
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        stop.countDown();
        thread.interrupt();
    }

    private void run() {
        try {
            while (!stop.await(EVERY_MS, TimeUnit.MILLISECONDS)) {
                if (paces.wanted()) {
                    look();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        try {
            for (Channel channel : Topics.CHANNELS) {
                look(channel);
            }
            failing = false;
        } catch (ExecutionException | TimeoutException away) {
            if (!failing) { // said once, not every second
                LOG.warn(
                        "How far the channels have come cannot be seen; bulk does not wait for them: {}",
                        away.toString());
            }
            failing = true;
        }
    }

    private void look(Channel channel) throws InterruptedException, ExecutionException, TimeoutException {
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
