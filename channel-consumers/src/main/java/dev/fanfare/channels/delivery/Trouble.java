package dev.fanfare.channels.delivery;

import java.util.Optional;

/// Whether an answer says that whoever gave it is in trouble, rather than this delivery.
final class Trouble {

    private Trouble() {}

    /// Why; nothing where the provider is well: also one that rejects, or asks for less, works.
    ///
    /// @param ofEndpoint whether it is one recipient's: that it does not know us is our own fault, not the
    /// endpoint's
    static Optional<String> of(Answer answer, boolean ofEndpoint) {
        return switch (answer) {
            case Answer.Deferred deferred ->
                switch (deferred.category()) {
                    case TIMEOUT, CONNECTION, PROVIDER -> Optional.of(deferred.why());
                    case AUTHENTICATION -> ofEndpoint ? Optional.empty() : Optional.of(deferred.why());
                    case ADDRESS, REFUSED, RATE_LIMIT, INTERNAL -> Optional.empty();
                };
            case Answer.Delivered _, Answer.Offline _, Answer.Rejected _, Answer.Gone _ -> Optional.empty();
        };
    }
}
