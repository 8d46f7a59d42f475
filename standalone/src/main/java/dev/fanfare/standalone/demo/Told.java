package dev.fanfare.standalone.demo;

import dev.fanfare.standalone.client.EventStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One event of the demo on its way.
///
/// @param accepted how long the call took that brought it
/// @param status as last seen; null before the first look
/// @param took from the answer to that call until the status was seen to be final
record Told(
        String type,
        String key,
        long acceptedAtNanos,
        Duration accepted,
        @Nullable EventStatus status,
        @Nullable Duration took) {

    Told seen(EventStatus now) {
        Duration took = now.isFinal() ? Duration.ofNanos(System.nanoTime() - acceptedAtNanos) : null;
        return new Told(type, key, acceptedAtNanos, accepted, now, took);
    }

    boolean isOver() {
        return took != null;
    }

    long total(String count) {
        return status == null ? 0 : status.total(count);
    }

    long on(String channel, String count) {
        return status == null ? 0 : status.on(channel, count);
    }
}
