package dev.fanfare.streams;

import java.util.Base64;

/// The end of a page: the bytes of a key, never an iterator, so that any instance can go on from it.
public final class Cursor {

    private Cursor() {}

    public static String of(byte[] key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    /// @throws org.springframework.web.server.ResponseStatusException 400 where `cursor` is none of ours
    public static byte[] bytes(String cursor, int length) {
        try {
            byte[] key = Base64.getUrlDecoder().decode(cursor);
            if (key.length == length) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            throw Page.wrong("cursor: must be `next` of an earlier page");
        }
        throw Page.wrong("cursor: must be `next` of an earlier page");
    }
}
