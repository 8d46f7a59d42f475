package dev.fanfare.track.channels;

import dev.fanfare.schemas.Channel;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// How many deliveries of each channel became DELIVERED, and how many DEAD, in a span of time.
///
/// @param counts two for each channel, by its place in the schema, whose names only ever grow at the end
record Slot(long[] counts) {

    private static final int CHANNELS = Channel.values().length;

    static Slot decode(byte @Nullable [] stored) {
        Slot slot = new Slot(new long[2 * CHANNELS]);
        if (stored != null) {
            ByteBuffer.wrap(stored).asLongBuffer().get(slot.counts, 0, stored.length / Long.BYTES);
        }
        return slot;
    }

    byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(counts.length * Long.BYTES);
        bytes.asLongBuffer().put(counts);
        return bytes.array();
    }

    long delivered(Channel channel) {
        return counts[2 * channel.ordinal()];
    }

    long dead(Channel channel) {
        return counts[2 * channel.ordinal() + 1];
    }

    void addDelivered(Channel channel, long more) {
        counts[2 * channel.ordinal()] += more;
    }

    void addDead(Channel channel, long more) {
        counts[2 * channel.ordinal() + 1] += more;
    }

    void add(Slot other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }
}
