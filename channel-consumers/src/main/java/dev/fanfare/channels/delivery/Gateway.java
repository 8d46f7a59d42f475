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

    /// Whether this provider has a way to the delivery's address; a push service has one to its own tokens only.
    default boolean takes(Delivery delivery) {
        return true;
    }

    /// Whose trouble a failure is where it says nothing of the provider: an endpoint of the recipient's own, by a name
    /// that need not be readable. Empty: the provider's.
    default Optional<String> endpoint(Delivery delivery) {
        return Optional.empty();
    }

    /// The provider's name in settings and outcomes, for example `smtp`; one of its own for each gateway of a channel.
    String provider();

    /// Lets go of connections.
    @Override
    default void close() {}
}
