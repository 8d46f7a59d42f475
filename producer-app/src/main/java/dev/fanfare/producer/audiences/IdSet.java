package dev.fanfare.producer.audiences;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.http.HttpStatus;

/// A set of up to five million ids in eight bytes each: 64 bits of a SHA-256, of which two in five million are equal
/// once in a million sets.
final class IdSet {

    static final int MOST = 5_000_000;

    private long[] marks = new long[1_024];
    private int size;
    private boolean sorted = true;

    void add(String id) {
        if (size == MOST) {
            throw Refused.because(HttpStatus.CONTENT_TOO_LARGE, "at most " + MOST + " members can be set at once");
        }
        if (size == marks.length) {
            marks = Arrays.copyOf(marks, Math.min(MOST, marks.length * 2));
        }
        marks[size++] = mark(id);
        sorted = false;
    }

    boolean contains(String id) {
        if (!sorted) {
            Arrays.sort(marks, 0, size);
            sorted = true;
        }
        return Arrays.binarySearch(marks, 0, size, mark(id)) >= 0;
    }

    private static long mark(String id) {
        return ByteBuffer.wrap(Sha256.of(id.getBytes(StandardCharsets.UTF_8))).getLong();
    }
}
