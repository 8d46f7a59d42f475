package dev.fanfare.fanout.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/// Where a page ended: a key, and never an iterator that stays open.
final class Cursors {

    private static final int MOST = 1_000;

    private Cursors() {}

    /// A key on one partition.
    record Place(int partition, String key) {}

    static int limit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "limit: must be 1 to " + MOST + ", is " + limit);
        }
        return limit;
    }

    static String write(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    static String read(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "cursor: not one that was given out");
        }
    }

    static String write(Place place) {
        return write(place.partition() + ":" + place.key());
    }

    static Place place(String cursor, int partitions) {
        if (cursor.isEmpty()) {
            return new Place(0, "");
        }
        String text = read(cursor);
        int split = text.indexOf(':');
        if (!text.matches("\\d{1,4}:(?s).*") || Integer.parseInt(text.substring(0, split)) >= partitions) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "cursor: not one that was given out");
        }
        return new Place(Integer.parseInt(text.substring(0, split)), text.substring(split + 1));
    }
}
