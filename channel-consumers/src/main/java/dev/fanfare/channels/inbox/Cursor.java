package dev.fanfare.channels.inbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// A place in a person's inbox, as callers carry it: the key of the last item that they saw.
final class Cursor {

    private static final Pattern PLACE = Pattern.compile("[0-9a-f]{16}[\\x21-\\x7e]{1,200}");

    private Cursor() {}

    static String of(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /// Nothing where it is none of ours.
    static Optional<String> read(String cursor) {
        try {
            String place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            return PLACE.matcher(place).matches() ? Optional.of(place) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
