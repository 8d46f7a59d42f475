package dev.fanfare.track.channels;

import dev.fanfare.schemas.Channel;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What ended on a channel since a time.
///
/// @param delivered that became DELIVERED; one that bounced later is counted by both
/// @param dead that became DEAD; a replay takes nothing back
/// @param successRate the per cent of both that were delivered, with 2 decimals, 100 only where none is dead; null
/// where nothing ended
public record Ended(
        Instant from, long delivered, long dead, @Nullable Double successRate) {

    private static final double NEARLY_ALL = 99.99;

    static Ended since(Instant from, long delivered, long dead) {
        return new Ended(from, delivered, dead, rate(delivered, dead));
    }

    Ended plus(Ended other) {
        return since(from.isBefore(other.from) ? from : other.from, delivered + other.delivered, dead + other.dead);
    }

    private static @Nullable Double rate(long delivered, long dead) {
        if (delivered + dead == 0) {
            return null;
        }
        double rate = Math.round(10_000.0 * delivered / (delivered + dead)) / 100.0;
        return dead == 0 ? rate : Math.min(NEARLY_ALL, rate);
    }

    /// The slots of three spans that end now.
    ///
    /// @param minute from 60 to 70 s ago
    /// @param hour from 60 to 61 minutes ago
    /// @param day from 24 hours to a minute more ago
    record Spans(Instant minute, Instant hour, Instant day) {

        static Spans until(Instant now) {
            return new Spans(
                    begin(now.minus(Duration.ofMinutes(1)), ChannelKeys.SLOT),
                    begin(now.minus(Duration.ofHours(1)), ChannelKeys.MINUTE),
                    begin(now.minus(ChannelKeys.DAY), ChannelKeys.MINUTE));
        }

        private static Instant begin(Instant time, long unit) {
            return Instant.ofEpochMilli(ChannelKeys.floor(time, unit));
        }
    }

    /// Adds slots up.
    static final class Sum {
        private final Instant from;
        private final Slot slot = Slot.decode(null);

        Sum(Instant from) {
            this.from = from;
        }

        void add(long begin, Slot other) {
            if (begin >= from.toEpochMilli()) {
                slot.add(other);
            }
        }

        Ended of(Channel channel) {
            return since(from, slot.delivered(channel), slot.dead(channel));
        }
    }
}
