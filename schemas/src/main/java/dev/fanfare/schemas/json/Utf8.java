package dev.fanfare.schemas.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Tells UTF-8 from bytes that a lenient reader would take for it: a sign in more bytes than it needs, half a
/// character.
final class Utf8 {

    private Utf8() {}

    static boolean is(byte[] bytes) {
        for (byte one : bytes) {
            if (one < 0) {
                return decodes(bytes);
            }
        }
        return true;
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
