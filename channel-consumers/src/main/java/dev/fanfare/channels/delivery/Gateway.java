package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.TraceContext;
import java.util.Optional;

/// A channel's way to its provider. Used by many threads at once.
public interface Gateway extends AutoCloseable {

    /// One attempt: blocks until the provider has answered. The delivery's id is the idempotency key.
    ///
    /// Ends soon after its thread is interrupted, with any answer.
    Answer send(Delivery delivery);

    /// As [#send(Delivery)], for a provider that takes part in the event's trace.
    default Answer send(Delivery delivery, Optional<TraceContext> trace) {
        return send(delivery);
    }

    /// The provider's name in outcomes, for example `smtp`.
    String provider();

    /// Lets go of connections.
    @Override
    default void close() {}
}
