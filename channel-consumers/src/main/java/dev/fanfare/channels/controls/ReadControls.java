package dev.fanfare.channels.controls;

import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.serde.Codec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the whole controls topic, and goes on reading until it is closed. What fails is begun again from the first
/// record.
///
/// Uncommitted records as well: a cancel must not wait for the open transaction of a fan-out instance that was killed.
/// What is aborted comes again, since the command that led to it stands on its topic.
public final class ReadControls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadControls.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long BACK_OFF_MS = 500;
    private static final long CLOSE_MS = 2_000;

    private final TopicPartition topic;
    private final Codec<Control> codec;
    private final Controls controls;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("read-controls").daemon().unstarted(this::run);

    /// @param consumers one that belongs to no group and reads uncommitted records
    public ReadControls(
            String topic, Codec<Control> codec, Controls controls, Supplier<Consumer<String, byte[]>> consumers) {
        this.topic = new TopicPartition(topic, 0);
        this.codec = codec;
        this.controls = controls;
        this.consumers = consumers;
    }

    public void start() {
        thread.start();
    }

    /// Ends with the poll that is under way; an interrupted consumer would not close without an error in the log.
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
        while (!stopped(0)) {
            try (Consumer<String, byte[]> consumer = consumers.get()) {
                read(consumer);
            } catch (KafkaException away) {
                if (!stopped(BACK_OFF_MS)) {
                    LOG.warn("Controls cannot be read and are tried again: {}", away.toString());
                }
            }
        }
    }

    private void read(Consumer<String, byte[]> consumer) {
        consumer.assign(List.of(topic));
        consumer.seekToBeginning(List.of(topic));
        Map<TopicPartition, Long> ends = consumer.endOffsets(List.of(topic), PATIENCE);
        while (!stopped(0)) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                learn(record);
            }
            if (consumer.position(topic, PATIENCE) >= ends.getOrDefault(topic, 0L)) {
                controls.complete();
            }
        }
    }

    private void learn(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null) {
            return;
        }
        Instant at = Instant.ofEpochMilli(record.timestamp());
        switch (codec.decode(record.value())) {
            case Decoded.Readable<Control>(var control) -> controls.learn(record.key(), control, at);
            case Decoded.Absent<Control>() -> controls.learn(record.key(), null, at);
            case Decoded.Unreadable<Control>(var why) ->
                LOG.warn("A control could not be read and is passed over: {}: {}", record.key(), why);
        }
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
