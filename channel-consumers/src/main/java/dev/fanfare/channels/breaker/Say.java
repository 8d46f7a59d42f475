package dev.fanfare.channels.breaker;

import dev.fanfare.schemas.Control;
import org.jspecify.annotations.Nullable;

/// Tells every instance, this one included, in order.
@FunctionalInterface
public interface Say {

    /// Returns at once.
    ///
    /// @param control null where nothing holds any more
    void say(String key, @Nullable Control control);
}
