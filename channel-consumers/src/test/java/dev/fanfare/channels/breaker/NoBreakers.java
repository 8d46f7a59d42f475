package dev.fanfare.channels.breaker;

import dev.fanfare.channels.delivery.Deliveries;
import java.time.InstantSource;

/// Breakers of an instance that nobody hears, for tests of something else.
public final class NoBreakers {

    private NoBreakers() {}

    public static Breakers here() {
        return new Breakers("here", (_, _) -> {}, System::nanoTime, InstantSource.fixed(Deliveries.NOON));
    }
}
