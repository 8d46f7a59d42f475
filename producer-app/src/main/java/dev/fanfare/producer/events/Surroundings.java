package dev.fanfare.producer.events;

import dev.fanfare.producer.http.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerRequest;

/// What a call's headers say for the events in it, where they do not say it themselves.
record Surroundings(@Nullable String requestId, @Nullable String traceparent) {

    private static final String REQUEST_ID = "X-Request-ID";

    static Surroundings of(ServerRequest call) {
        String id = call.headers().firstHeader(REQUEST_ID);
        if (id != null && !id.matches("\\P{Cc}{1,200}")) {
            throw Refused.invalid(REQUEST_ID, "must be 1 to 200 characters");
        }
        return new Surroundings(id, call.headers().firstHeader("traceparent"));
    }
}
