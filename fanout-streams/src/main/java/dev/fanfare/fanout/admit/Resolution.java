package dev.fanfare.fanout.admit;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Template;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an event comes to under the rules and words of this moment.
sealed interface Resolution {

    /// Told to these.
    ///
    /// @param recipients in id order, each once
    /// @param except in id order
    /// @param ruleVersion of the rule for its type that led to it; null where none did
    /// @param times what its rule says of time
    record Resolved(
            List<String> audiences,
            List<String> recipients,
            List<String> except,
            List<Channel> channels,
            Template template,
            Priority priority,
            boolean mandatory,
            @Nullable Long ruleVersion,
            TimeRules times,
            Optional<Instant> expiresAt)
            implements Resolution {

        boolean ruled() {
            return ruleVersion != null;
        }
    }

    /// No rule yet; one may come.
    record NoRule() implements Resolution {}

    /// It cannot be told.
    record Failed(Reason reason, String why) implements Resolution {}

    /// It was not worth telling any more.
    record Expired() implements Resolution {}
}
