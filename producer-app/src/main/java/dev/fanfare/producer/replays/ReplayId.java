package dev.fanfare.producer.replays;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Names a replay. Whoever gives a key with the call gets the same name for the same call once more, and so the same
/// replay: what has begun is not begun again.
final class ReplayId {

    static final String HEADER = "Idempotency-Key";
    /// What the name of one with a key begins with.
    static final String BY_KEY = "k-";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final int LENGTH = 22;
    private static final int BASE = 36;

    private ReplayId() {}

    /// @param key as the caller gave it; null for none: a name of its own
    /// @param what is asked for
    static String of(@Nullable String key, String caller, String what, Instant now) {
        if (key == null) {
            // in the order of their time
            return Long.toString(now.toEpochMilli(), BASE) + "-"
                    + UUID.randomUUID().toString().substring(0, 8);
        }
        if (!KEY.matcher(key).matches()) {
            throw Refused.invalid(HEADER, "must be 1 to 200 visible ASCII characters");
        }
        byte[] hash = Sha256.of((caller + '\n' + key + '\n' + what).getBytes(StandardCharsets.UTF_8));
        return BY_KEY
                + Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, LENGTH);
    }
}
