package dev.fanfare.producer.events;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.TraceContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerRequest;

/// What a call's headers say for the events in it.
///
/// @param trace that of the call
/// @param alone the call brings one event, so that its trace is the event's last step so far
record Surroundings(@Nullable String requestId, @Nullable TraceContext trace, boolean alone) {

    private static final String REQUEST_ID = "X-Request-ID";

    static Surroundings ofOne(ServerRequest call) {
        return of(call, true);
    }

    static Surroundings ofMany(ServerRequest call) {
        return of(call, false);
    }

    /// The trace to go on with. CloudEvents' extension tells where the event began, the call's header its last step:
    /// the last step goes on, but a call with many events is no step of one of them.
    @Nullable
    TraceContext traceFor(@Nullable TraceContext own) {
        TraceContext first = alone ? trace : own;
        TraceContext second = alone ? own : trace;
        return first == null ? second : first;
    }

    private static Surroundings of(ServerRequest call, boolean alone) {
        String id = call.headers().firstHeader(REQUEST_ID);
        if (id != null && !id.matches("\\P{Cc}{1,200}")) {
            throw Refused.invalid(REQUEST_ID, "must be 1 to 200 characters");
        }
        return new Surroundings(id, trace(call.headers()), alone);
    }

    /// Two trace parents are none; a state may come in parts.
    private static @Nullable TraceContext trace(ServerRequest.Headers headers) {
        List<String> parents = headers.header(RecordHeaders.TRACEPARENT);
        String state = String.join(",", headers.header(RecordHeaders.TRACESTATE));
        return parents.size() == 1 ? TraceContext.of(parents.getFirst(), state).orElse(null) : null;
    }
}
