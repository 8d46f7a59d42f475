package dev.fanfare.channels.inbox;

/// The inbox cannot be asked just now: it starts, stops, or its partitions change hands. Asking again soon is right.
public final class InboxAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InboxAway(String why) {
        super(why);
    }

    InboxAway(String why, Throwable cause) {
        super(why, cause);
    }
}
