package dev.fanfare.producer.live;

import org.springframework.context.SmartLifecycle;

/// Ends the streams before the web server waits for its calls to end.
public final class StopStreams implements SmartLifecycle {

    private final OpenStreams streams;
    private volatile boolean running;

    public StopStreams(OpenStreams streams) {
        this.streams = streams;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        streams.closeAll();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
