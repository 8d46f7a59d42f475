package dev.fanfare.streams;

import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.PrepareTopics;
import org.springframework.context.SmartLifecycle;

/// Makes and checks the topics, and makes their schemas known, before any Streams application starts.
public final class PrepareForStreams implements SmartLifecycle {

    static final int PHASE = 0;

    private final PrepareTopics prepare;
    private final Codecs codecs;
    private volatile int replicas;

    public PrepareForStreams(PrepareTopics prepare, Codecs codecs) {
        this.prepare = prepare;
        this.codecs = codecs;
    }

    /// How often internal topics are kept.
    int replicas() {
        return replicas;
    }

    @Override
    public void start() {
        codecs.register(prepare.run().all());
        replicas = prepare.replicas();
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
