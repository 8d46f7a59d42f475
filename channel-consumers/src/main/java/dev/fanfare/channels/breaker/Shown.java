package dev.fanfare.channels.breaker;

import dev.fanfare.schemas.BreakerStand;
import dev.fanfare.schemas.CommonWords;
import dev.fanfare.schemas.EndpointOwner;
import dev.fanfare.schemas.Names;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A breaker, as far as everybody may know: of an endpoint whose it is and on which host, never its URL.
///
/// @param name `CHANNEL/PROVIDER`, or `CHANNEL:` and a hash of the endpoint
/// @param state `closed`, `open`, `probing` or `disabled`
/// @param since the first failure since the last success; null where it is closed, or that is not known
/// @param why how the last call failed; null where it is closed
/// @param recipient null of a provider, and where this instance does not know
/// @param host likewise
public record Shown(
        String name,
        String state,
        @Nullable Instant since,
        @Nullable String why,
        @Nullable String recipient,
        @Nullable String host) {

    /// One that lets everything pass.
    static Shown closed(String name) {
        return new Shown(name, "closed", null, null, null, null);
    }

    /// @param owner null of a provider, and where that is not known
    static Shown of(String name, BreakerStand stand, Troubles troubles, @Nullable EndpointOwner owner) {
        return new Shown(
                name,
                Names.of(stand),
                troubles.since(),
                CommonWords.of(troubles.why()),
                owner == null ? null : owner.getRecipient(),
                owner == null ? null : owner.getHost());
    }
}
