package dev.fanfare.producer;

import dev.fanfare.producer.kafka.Writers;
import dev.fanfare.schemas.running.FollowTopics;
import dev.fanfare.schemas.serde.RegistryException;
import dev.fanfare.schemas.setup.PrepareTopics;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Makes the topics, registers the schemas and starts the copy of rules and templates; goes on trying while Kafka is
/// away.
@Component
final class PrepareKafka implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PrepareKafka.class);
    private static final long BACK_OFF_MS = 1_000;

    private final PrepareTopics topics;
    private final Writers writers;
    private final FollowTopics<String> read;
    private final ConfigurableApplicationContext context;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::goOn, "fanfare-front-reference");

    PrepareKafka(
            PrepareTopics topics, Writers writers, FollowTopics<String> read, ConfigurableApplicationContext context) {
        this.topics = topics;
        this.writers = writers;
        this.read = read;
        this.context = context;
    }

    /// @throws IllegalStateException where the topics do not fit the settings, or the registry refuses a schema
    @Override
    public void start() {
        tried();
        thread.start();
    }

    @Override
    public void stop() {
        stop.countDown();
        read.close();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Before the server takes calls, and until it has ended those that run.
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }

    private void goOn() {
        try {
            boolean stopped = false;
            while (!stopped && !tried()) {
                stopped = stop.await(BACK_OFF_MS, TimeUnit.MILLISECONDS);
            }
            if (!stopped) {
                read.run();
            }
        } catch (IllegalStateException unfit) {
            LOG.atError().setCause(unfit).log("the topics or schemas do not fit");
            Thread.startVirtualThread(context::close);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tried() {
        try {
            topics.run();
            writers.prepare();
            return true;
        } catch (RegistryException registry) {
            if (!registry.passing()) {
                throw new IllegalStateException(registry.getMessage(), registry);
            }
            LOG.atWarn().addKeyValue("why", registry.getMessage()).log("the schema registry does not answer yet");
            return false;
        } catch (KafkaException away) {
            LOG.atWarn().setCause(away).log("Kafka does not answer yet");
            return false;
        }
    }
}
