package dev.fanfare.streams;

import org.jspecify.annotations.Nullable;

/// A store cannot be asked just now: the application starts, stops, or its tasks move. Answered 503 with `Retry-After`.
public final class StreamsAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StreamsAway(String message) {
        super(message);
    }

    public StreamsAway(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
