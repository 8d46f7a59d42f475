package dev.fanfare.channels;

import dev.fanfare.channels.live.Streams;
import dev.fanfare.channels.live.TailLive;
import org.springframework.context.SmartLifecycle;

/// Serves streams from the start on; ends them before the web server waits for its calls to end.
final class RunLive implements SmartLifecycle {

    private final Streams streams;
    private final TailLive tail;
    private volatile boolean running;

    RunLive(Streams streams, TailLive tail) {
        this.streams = streams;
        this.tail = tail;
    }

    @Override
    public void start() {
        tail.start();
        running = true;
    }

    @Override
    public void stop() {
        streams.closeAll();
        tail.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
