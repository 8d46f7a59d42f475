package dev.fanfare.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The name of an event everywhere behind the door: what its source and id say, shortened.
public final class EventKey {

    /// Characters of a key: 132 bits of a SHA-256.
    public static final int LENGTH = 22;

    private EventKey() {}

    /// The first 22 characters of base64url(SHA-256(source, line feed, id)); callers may compute it themselves.
    public static String of(String source, String id) {
        byte[] digest = Sha256.of((source + "\n" + id).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, LENGTH);
    }
}
