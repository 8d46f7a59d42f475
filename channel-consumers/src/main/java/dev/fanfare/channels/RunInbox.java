package dev.fanfare.channels;

import dev.fanfare.channels.inbox.Inbox;
import org.springframework.context.SmartLifecycle;

/// Starts the inbox with the process, and stops it when nobody asks it any more.
final class RunInbox implements SmartLifecycle {

    private final Inbox inbox;
    private volatile boolean running;

    RunInbox(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public void start() {
        inbox.start();
        running = true;
    }

    @Override
    public void stop() {
        inbox.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Before the web server starts, and so behind it when everything stops.
    @Override
    public int getPhase() {
        return 0;
    }
}
