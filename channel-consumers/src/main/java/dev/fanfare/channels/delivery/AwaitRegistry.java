package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.serde.RegistryException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what needs the schema registry, again and again while that is away: no delivery is given up for it.
final class AwaitRegistry {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(AwaitRegistry.class);

    private AwaitRegistry() {}

    static <T> T during(Supplier<T> work) throws InterruptedException {
        while (true) {
            try {
                return work.get();
            } catch (RegistryException away) {
                LOG.warn("The schema registry does not serve; asked again: {}", away.toString());
                Thread.sleep(PAUSE);
            }
        }
    }
}
