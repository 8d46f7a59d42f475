package dev.fanfare.producer.events;

import dev.fanfare.producer.http.Refused;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerRequest;

/// What a call's headers say for the events in it, where they do not say it themselves.
record Surroundings(@Nullable String requestId, @Nullable String traceparent) {

    private static final String REQUEST_ID = "X-Request-ID";
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    static Surroundings of(ServerRequest call) {
        String id = call.headers().firstHeader(REQUEST_ID);
        if (id != null && !id.matches("\\P{Cc}{1,200}")) {
            throw Refused.invalid(REQUEST_ID, "must be 1 to 200 characters");
        }
        String trace = call.headers().firstHeader("traceparent");
        return new Surroundings(id, trace != null && TRACE.matcher(trace).matches() ? trace : null);
    }
}
