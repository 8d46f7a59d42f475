package dev.fanfare.streams;

import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.ProvisionTopics;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.springframework.context.SmartLifecycle;

/// Makes and checks the topics, and makes their schemas known, before any Streams application starts.
public final class PrepareTopics implements SmartLifecycle {

    static final int PHASE = 0;

    private final Admin admin;
    private final StreamsSettings settings;
    private final Codecs codecs;
    private volatile int replicas;

    public PrepareTopics(Admin admin, StreamsSettings settings, Codecs codecs) {
        this.admin = admin;
        this.codecs = codecs;
        this.settings = settings;
    }

    /// How often internal topics are kept: as the settings say, or 3 where three brokers answer, else 1.
    int replicas() {
        return replicas;
    }

    @Override
    public void start() {
        try {
            if (!settings.topics().create()) {
                refuseMissing();
            }
            new ProvisionTopics(admin, settings.catalogue(), settings.replicationFactor()).run();
            codecs.register(settings.catalogue().all());
            replicas = settings.replicationFactor() > 0 ? settings.replicationFactor() : brokers() >= 3 ? 3 : 1;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException(stopped);
        } catch (ExecutionException failed) {
            throw new KafkaException("could not prepare the topics: " + failed.getCause(), failed.getCause());
        }
    }

    private void refuseMissing() throws InterruptedException, ExecutionException {
        Set<String> there = admin.listTopics().names().get();
        List<String> missing = settings.catalogue().all().stream()
                .map(Topic::name)
                .filter(name -> !there.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("fanfare.topics.create is false, and these topics are missing: " + missing);
        }
    }

    private int brokers() throws InterruptedException, ExecutionException {
        return admin.describeCluster().nodes().get().size();
    }

    @Override
    public void stop() {
        replicas = 0;
    }

    @Override
    public boolean isRunning() {
        return replicas > 0;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
