package dev.fanfare.producer.spool;

import java.util.concurrent.TimeUnit;

/// Looks whether about as much comes into the spool as is sent of it, so that it would never end.
final class Overtaken {

    private static final long EACH = TimeUnit.SECONDS.toNanos(2);
    private static final long LEAST_PART = 20;

    private final Room room;
    private long bytes;
    private long looked;
    private boolean so;

    Overtaken(Room room) {
        this.room = room;
    }

    void begin() {
        bytes = room.bytes();
        looked = System.nanoTime();
        so = false;
    }

    /// Whether less than a twentieth of it went within the last two seconds.
    boolean isSo() {
        if (System.nanoTime() - looked > EACH) {
            boolean now = room.bytes() > bytes - bytes / LEAST_PART;
            begin();
            so = now;
        }
        return so;
    }
}
