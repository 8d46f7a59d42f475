package dev.fanfare.producer.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.TraceContext;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A trace and a correlation id go on from the call.
class TraceOfACallTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final String EVENT = """
            {"specversion":"1.0","id":"%s","source":"/shop","type":"order.shipped","recipients":"ada, alan",
             "title":"On its way","priority":"%s","data":{"order": 12345.0, "emoji": "🎉"}}""";
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    @DisplayName("S1-42 the correlation id comes from X-Request-ID, the trace from traceparent")
    void what_the_call_says_goes_with_the_event() {
        Answer answer = WORLD.front()
                .send(WORLD.front()
                        .call("/v1/events")
                        .header("Content-Type", Front.EVENT)
                        .header("X-Request-ID", "request-7")
                        .header("traceparent", TRACE)
                        .POST(Front.text(EVENT.formatted("one-3", "normal"))));

        assertThat(answer.status()).isEqualTo(202);
        var written =
                WORLD.written().last(World.TOPICS.events(Lane.STANDARD), Event.class, EventKey.of("/shop", "one-3"));
        assertThat(written).isNotNull();
        assertThat(written.value().getCorrelationId()).isEqualTo("request-7");
        assertThat(RecordHeaders.get(written.raw().headers(), RecordHeaders.TRACEPARENT))
                .contains(TRACE);
    }

    @Test
    @DisplayName("S1-42 the call's own trace goes on before the event's origin, and a bad one is none")
    void the_last_step_of_a_trace_goes_on() {
        String origin = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        String named = EVENT.replaceFirst("\\{", "{\"traceparent\":\"" + origin + "\",\"tracestate\":\"o=1\",");

        assertThat(traceOf("trace-1", named, "traceparent", TRACE, "tracestate", "a=b", "tracestate", "c=d"))
                .isEqualTo(TRACE + " a=b,c=d");
        assertThat(traceOf("trace-2", named)).isEqualTo(origin + " o=1");
        assertThat(traceOf("trace-3", named, "traceparent", "00-bad")).isEqualTo(origin + " o=1");
        assertThat(traceOf("trace-4", named, "traceparent", TRACE, "traceparent", TRACE))
                .isEqualTo(origin + " o=1");
        assertThat(traceOf("trace-5", named.replace(origin, "00-bad"))).isEmpty();
        assertThat(traceOf("trace-6", EVENT, "traceparent", TRACE)).isEqualTo(TRACE);
    }

    @Test
    @DisplayName("S1-42 in a batch each event's own trace goes on before the call's")
    void a_call_with_many_events_is_no_step_of_one_of_them() {
        String origin = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        String named = EVENT.formatted("trace-7", "normal").replaceFirst("\\{", "{\"traceparent\":\"" + origin + "\",");
        Answer answer = WORLD.front()
                .send(WORLD.front()
                        .call("/v1/events")
                        .header("Content-Type", Front.BATCH)
                        .header("traceparent", TRACE)
                        .POST(Front.text("[" + named + "," + EVENT.formatted("trace-8", "normal") + "]")));

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(writtenTrace("trace-7")).isEqualTo(origin);
        assertThat(writtenTrace("trace-8")).isEqualTo(TRACE);
    }

    private static String traceOf(String id, String event, String... headers) {
        HttpRequest.Builder call = WORLD.front().call("/v1/events").header("Content-Type", Front.EVENT);
        for (int n = 0; n < headers.length; n += 2) {
            call.header(headers[n], headers[n + 1]);
        }
        Answer answer = WORLD.front().send(call.POST(Front.text(event.formatted(id, "normal"))));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return writtenTrace(id);
    }

    private static String writtenTrace(String id) {
        var written = WORLD.written().last(World.TOPICS.events(Lane.STANDARD), Event.class, EventKey.of("/shop", id));
        return TraceContext.of(written.raw().headers()).map(TraceContext::text).orElse("");
    }
}
