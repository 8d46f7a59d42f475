package dev.fanfare.channels.webhook;

import dev.fanfare.channels.breaker.Breakers;
import dev.fanfare.channels.breaker.Disabled;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Enables a disabled endpoint again when it is registered anew: while there is one, what was registered since it was
/// disabled is read.
public final class FollowRegistrations implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FollowRegistrations.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long LOOK_MS = 500;
    private static final long CLOSE_MS = 2_000;

    private final List<TopicPartition> partitions;
    private final Codec<Recipient> codec;
    private final Breakers breakers;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("follow-registrations").daemon().unstarted(this::run);

    /// @param consumers one that belongs to no group
    public FollowRegistrations(
            Topics topics, Codec<Recipient> codec, Breakers breakers, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.partitions = IntStream.range(0, topics.recipients().partitions())
                .mapToObj(partition -> new TopicPartition(topics.recipients().name(), partition))
                .toList();
        this.codec = codec;
        this.breakers = breakers;
        this.consumers = consumers;
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopped(LOOK_MS)) {
            if (!disabled().isEmpty()) {
                try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                    read(consumer);
                } catch (RuntimeException away) {
                    LOG.atWarn()
                            .addKeyValue("why", away.toString())
                            .log("Registrations cannot be read, and are tried again");
                }
            }
        }
    }

    /// As long as any is disabled; whenever one more is, from the moment in which it was.
    private void read(Consumer<byte[], byte[]> consumer) {
        consumer.assign(partitions);
        Map<String, Disabled> known = Map.of();
        Map<String, Disabled> disabled = disabled();
        while (!stopped(0) && !disabled.isEmpty()) {
            Map<String, Disabled> fresh = new HashMap<>(disabled);
            fresh.keySet().removeAll(known.keySet());
            if (!fresh.isEmpty()) {
                seek(
                        consumer,
                        fresh.values().stream()
                                .map(Disabled::at)
                                .min(Instant::compareTo)
                                .orElseThrow());
            }
            known = disabled;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                learn(record, disabled);
            }
            disabled = disabled();
        }
    }

    private void seek(Consumer<byte[], byte[]> consumer, Instant from) {
        Map<TopicPartition, Long> times =
                partitions.stream().collect(Collectors.toMap(one -> one, _ -> from.toEpochMilli()));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.offsetsForTimes(times)
                .forEach((partition, found) ->
                        consumer.seek(partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
    }

    private void learn(ConsumerRecord<byte[], byte[]> record, Map<String, Disabled> disabled) {
        Recipient recipient =
                switch (codec.decode(record.value())) {
                    case Decoded.Readable<Recipient>(var read) -> read;
                    case Decoded.Absent<Recipient>() -> null;
                    case Decoded.Unreadable<Recipient> _ -> null;
                };
        if (record.key() == null || recipient == null && record.value() != null) {
            return;
        }
        String id = new String(record.key(), StandardCharsets.UTF_8);
        disabled.forEach((name, since) -> {
            if (record.timestamp() >= since.at().toEpochMilli()
                    && Registration.isAnew(name, since.owner(), id, recipient)) {
                LOG.atInfo().addKeyValue("breaker", name).log("An endpoint was registered anew");
                breakers.enable(name);
            }
        });
    }

    private Map<String, Disabled> disabled() {
        return breakers.list().disabledEndpoints(Channel.WEBHOOK);
    }

    private boolean stopped(long waitMs) {
        try {
            return stop.await(waitMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
