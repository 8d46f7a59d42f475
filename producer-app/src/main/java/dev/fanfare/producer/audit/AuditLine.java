package dev.fanfare.producer.audit;

import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.keys.Caller;
import dev.fanfare.schemas.AuditEntry;
import dev.fanfare.schemas.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line of the audit: who did what to which.
///
/// @param action what kind of thing, a dot, what was done with it: `event.cancel`
/// @param subject an event's key; of a person only a hash
/// @param detail what else was said, in words
public record AuditLine(
        Caller who, String action, String subject, @Nullable String detail) {

    /// What a person is called in the audit.
    public static String hash(String recipient) {
        byte[] digest = Sha256.of(recipient.getBytes(StandardCharsets.UTF_8));
        return "sha256:" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    /// As it is written, to the partition of its subject.
    public Message<AuditEntry> at(Instant now) {
        return new Message<>(subject, subject, new AuditEntry(now, who.name(), action, subject, detail), Map.of());
    }
}
