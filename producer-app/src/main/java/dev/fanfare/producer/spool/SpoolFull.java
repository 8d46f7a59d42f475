package dev.fanfare.producer.spool;

/// The spool takes no more just now: it has no room, or its disk does not take it. Nothing was accepted.
public final class SpoolFull extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SpoolFull(String message) {
        super(message);
    }

    SpoolFull(String message, Throwable cause) {
        super(message, cause);
    }
}
