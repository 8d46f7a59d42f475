package dev.fanfare.schemas.serde;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does at start what needs the registry, again while that is away: both are often started together.
final class AwaitRegistry {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(AwaitRegistry.class);

    private AwaitRegistry() {}

    /// @throws RegistryException what was thrown last, or at once where trying again is no use
    static void during(Runnable work) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                work.run();
                return;
            } catch (RegistryException away) {
                if (!away.passing() || System.nanoTime() > end || !paused()) {
                    throw away;
                }
                LOG.warn("Waiting for the schema registry: {}", away.getMessage());
            }
        }
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
