package dev.fanfare.fanout.render;

import dev.fanfare.schemas.Reason;

/// Words could not be made of a template; the delivery ends dead with this reason.
public final class RenderException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final Reason reason;

    public RenderException(Reason reason, String why) {
        super(why, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
