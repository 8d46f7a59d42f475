package dev.fanfare.fanout.web;

import dev.fanfare.streams.Page;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Where a page over all partitions ended: a partition, and the last name of it that was seen.
record Place(int partition, String behind) {

    /// @throws org.springframework.web.server.ResponseStatusException 400 where `cursor` is none of ours
    static Place of(@Nullable String cursor, int partitions) {
        if (cursor == null) {
            return new Place(0, "");
        }
        String[] parts = decoded(cursor).split(":", 2);
        if (parts.length < 2 || !parts[0].matches("\\d{1,4}") || Integer.parseInt(parts[0]) >= partitions) {
            throw Page.wrong("cursor: must be `next` of an earlier page");
        }
        return new Place(Integer.parseInt(parts[0]), parts[1]);
    }

    String cursor() {
        byte[] text = (partition + ":" + behind).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }
}
