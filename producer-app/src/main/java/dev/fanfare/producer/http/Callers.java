package dev.fanfare.producer.http;

import dev.fanfare.producer.keys.Caller;
import org.springframework.web.servlet.function.ServerRequest;

/// Who made a call that the gate let in.
public final class Callers {

    private Callers() {}

    public static Caller of(ServerRequest request) {
        return (Caller) request.attribute(Gate.CALLER).orElseThrow();
    }
}
