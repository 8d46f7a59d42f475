package dev.fanfare.channels.webhook;

import dev.fanfare.channels.breaker.Breakers;
import dev.fanfare.channels.breaker.Owners;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.EndpointOwner;
import dev.fanfare.schemas.Recipient;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a profile says something new of an endpoint that is disabled: a pure rule.
///
/// The same profile once more, as a nightly import writes it, does not: the endpoint would be called in vain each day.
final class Registration {

    private Registration() {}

    /// Its owner has it with other secrets than it was called with, or no longer: who takes it out and puts it in again
    /// means it.
    ///
    /// @param endpoint its breaker's name
    /// @param owner with whom it was called; null where that is not known
    /// @param recipient null where this person is no more
    static boolean isAnew(String endpoint, @Nullable EndpointOwner owner, String id, @Nullable Recipient recipient) {
        Optional<List<String>> secrets = secrets(endpoint, recipient);
        if (owner == null) {
            return secrets.isPresent();
        }
        return owner.getRecipient().equals(id) && !secrets.map(Owners::hash).equals(Optional.of(owner.getSecrets()));
    }

    private static Optional<List<String>> secrets(String endpoint, @Nullable Recipient recipient) {
        return recipient == null
                ? Optional.empty()
                : recipient.getWebhook().stream()
                        .filter(hook -> Breakers.ofEndpoint(Channel.WEBHOOK, hook.getUrl())
                                .equals(endpoint))
                        .findFirst()
                        .map(hook -> List.copyOf(hook.getSecrets()));
    }
}
