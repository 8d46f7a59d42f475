package dev.fanfare.fanout.digest;

import dev.fanfare.fanout.decide.Quiet;
import dev.fanfare.schemas.DigestEntry;
import dev.fanfare.schemas.DigestRule;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Template;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An event on its way into a digest of one person, within the person's task.
///
/// @param rule with its key as the event's data made it
/// @param quiet what quiet hours do with the digest when it is due; null where it passes them
/// @param words of which the digest's are made, unless a later event brings others
/// @param taken told at once which digest took it
public record ToDigest(
        String recipient,
        Profile profile,
        DigestRule rule,
        @Nullable String quiet,
        DigestEntry entry,
        Template words,
        Consumer<Taken> taken) {

    /// @param digest its id
    /// @param until when it goes out, as far as is known
    public record Taken(String digest, Instant until) {}

    /// Whether it comes on a channel that quiet hours concern, as then all its deliveries do; those that wait for
    /// nobody's sleep are in a digest of their own.
    boolean disturbs() {
        return Quiet.concerns(entry.getTargets().getFirst().getChannel());
    }

    String type() {
        return entry.getEvent().getType();
    }
}
