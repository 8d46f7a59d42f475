package dev.fanfare.channels.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.channels.erased.Erased;
import dev.fanfare.channels.live.Streams.Opened;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import dev.fanfare.schemas.setup.LiveSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who wakes the one thread that reads for all streams, and when.
class TailLiveWakeTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final TopicPartition LIVE = new TopicPartition("t.live", 0);

    private final Streams streams = new Streams(LiveSettings.DEFAULT);
    private final AtomicInteger woken = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answers = new CountDownLatch(1);
    private final CountDownLatch polled = new CountDownLatch(1);
    private final CountDownLatch ends = new CountDownLatch(1);
    private final TailLive tail = TailLive.of(
            new Topics("t.", new Partitioning(1)),
            Codecs.with(new MemoryRegistry()),
            new TailLive.Parts(streams, Erased.of("eve", NOON), () -> NOON),
            Slow::new);

    @BeforeEach
    void start() {
        tail.start();
    }

    @AfterEach
    void close() {
        answers.countDown();
        ends.countDown();
        tail.close();
    }

    @Test
    void those_who_come_while_places_are_looked_up_do_not_cut_it_short() throws InterruptedException {
        open("ada");
        asked.await();
        open("alan");
        open("grace");

        assertThat(woken).hasValue(0);
        answers.countDown();
        await().untilAsserted(() -> assertThat(streams.people()).containsExactlyInAnyOrder("ada", "alan", "grace"));
    }

    @Test
    void of_many_who_come_during_a_poll_the_first_wakes() throws InterruptedException {
        answers.countDown();
        open("ada");
        polled.await();
        open("alan");
        open("grace");

        assertThat(woken).hasValue(1);
        ends.countDown();
        await().untilAsserted(() -> assertThat(streams.people()).containsExactlyInAnyOrder("ada", "alan", "grace"));
    }

    private void open(String recipient) {
        tail.add(((Opened.Open) streams.open(recipient)).stream(), null);
    }

    /// Takes its time to say where a partition ends, and to poll.
    private final class Slow extends MockConsumer<byte[], byte[]> {

        private Slow() {
            super("none");
            updateBeginningOffsets(Map.of(LIVE, 0L));
            updateEndOffsets(Map.of(LIVE, 0L));
        }

        @Override
        public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions, Duration timeout) {
            asked.countDown();
            waitFor(answers);
            return super.beginningOffsets(partitions, timeout);
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            polled.countDown();
            if (!assignment().isEmpty() && timeout.isPositive()) {
                waitFor(ends);
            }
            return super.poll(timeout);
        }

        @Override
        public void wakeup() {
            woken.incrementAndGet();
            super.wakeup();
        }

        private static void waitFor(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
