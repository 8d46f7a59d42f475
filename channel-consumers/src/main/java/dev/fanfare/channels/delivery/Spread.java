package dev.fanfare.channels.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;

/// Jitter that follows from an id, so that a repeat comes to the same wait.
final class Spread {

    private Spread() {}

    /// @param part what is added at most: 0.1 is 10 %
    static Duration over(Duration wait, double part, String id) {
        CRC32 crc = new CRC32();
        crc.update(id.getBytes(StandardCharsets.UTF_8));
        double share = crc.getValue() / (double) 0xFFFF_FFFFL;
        return wait.plusMillis((long) (wait.toMillis() * part * share));
    }
}
