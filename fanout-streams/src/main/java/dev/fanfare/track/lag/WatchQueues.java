package dev.fanfare.track.lag;

import dev.fanfare.schemas.setup.KafkaSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the queues every 5 s, as long as it runs.
final class WatchQueues {

    private static final Logger LOG = LoggerFactory.getLogger(WatchQueues.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int ASK_MS = 5_000;

    private final Admin admin;
    private final KafkaSettings kafka;
    private final List<Queue> queues;
    private final Ages ages;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "fanfare-lag");

    WatchQueues(Admin admin, KafkaSettings kafka, List<Queue> queues, InstantSource clock) {
        this.admin = admin;
        this.kafka = kafka;
        this.queues = List.copyOf(queues);
        this.ages = new Ages(clock);
    }

    Ages ages() {
        return ages;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    void stop() {
        stopped.countDown();
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (var consumer = new KafkaConsumer<>(config(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            FindOldest find = new FindOldest(admin, new ReadTimestamps(consumer));
            do {
                look(find);
            } while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException | InterruptException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(FindOldest find) throws InterruptedException {
        try {
            ages.found(find.in(queues));
        } catch (ExecutionException | KafkaException away) {
            if (away instanceof InterruptException over) {
                throw over;
            }
            LOG.debug("The queues were not looked at", away);
        }
    }

    /// As little as it can of each partition: one record is enough.
    private Map<String, Object> config() {
        Map<String, Object> config = kafka.client();
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "fanfare-lag");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ASK_MS);
        return config;
    }
}
