package dev.fanfare.schemas.door;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// The end of a page as callers carry it: the bytes of a key, never an iterator, so that any instance can go on from
/// it.
public final class Cursor {

    private Cursor() {}

    public static String of(byte[] key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    public static String of(String key) {
        return of(key.getBytes(StandardCharsets.UTF_8));
    }

    /// Nothing where it is no cursor; whether it is one of this list's is for the list to say.
    public static Optional<byte[]> bytes(String cursor) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(cursor));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /// As [#bytes], of a key that is text.
    public static Optional<String> text(String cursor) {
        return bytes(cursor).map(key -> new String(key, StandardCharsets.UTF_8));
    }
}
