package dev.fanfare.schemas.serde;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what needs the registry, again and again while that is away.
public final class AwaitRegistry {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(AwaitRegistry.class);

    private AwaitRegistry() {}

    /// At start, for two minutes: both are often started together.
    ///
    /// @throws RegistryException what was thrown last, or at once where trying again is no use
    static void atStart(Runnable work) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            trying(
                    () -> {
                        work.run();
                        return true;
                    },
                    away -> away.passing() && System.nanoTime() <= end);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RegistryException("stopped while the schema registry was away", true, stopped);
        }
    }

    /// As long as it takes, whatever the registry says: no delivery is given up for it.
    public static <T> T during(Supplier<T> work) throws InterruptedException {
        return trying(work, _ -> true);
    }

    private static <T> T trying(Supplier<T> work, Predicate<RegistryException> again) throws InterruptedException {
        while (true) {
            try {
                return work.get();
            } catch (RegistryException away) {
                if (!again.test(away)) {
                    throw away;
                }
                LOG.warn("Waiting for the schema registry: {}", away.getMessage());
                Thread.sleep(PAUSE);
            }
        }
    }
}
