package dev.fanfare.producer.live;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Closes what an instance has said nothing on for too long: it hangs, or the network between us is cut.
final class Silence implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Set<Watched> open = ConcurrentHashMap.newKeySet();
    private final long mostNanos;
    private final Thread thread = Thread.ofVirtual().name("watch-streams").unstarted(this::run);

    /// @param most that may pass without a sign of life
    Silence(Duration most) {
        this.mostNanos = most.toNanos();
    }

    void start() {
        thread.start();
    }

    Watched watch(InputStream in) {
        Watched watched = new Watched(in);
        open.add(watched);
        return watched;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(LOOK_EVERY);
                open.forEach(Watched::look);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /// One that is read.
    final class Watched implements AutoCloseable {

        private final InputStream in;
        private volatile long heardAt = System.nanoTime();

        private Watched(InputStream in) {
            this.in = in;
        }

        void heard() {
            heardAt = System.nanoTime();
        }

        @Override
        public void close() {
            open.remove(this);
        }

        private void look() {
            if (System.nanoTime() - heardAt > mostNanos) {
                try {
                    in.close();
                } catch (IOException gone) {
                    open.remove(this);
                }
            }
        }
    }
}
