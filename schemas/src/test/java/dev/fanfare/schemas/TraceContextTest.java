package dev.fanfare.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S1-42 a trace is carried, and what is none is none")
class TraceContextTest {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00-xyz",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            })
    void a_bad_trace_parent_is_no_trace(String parent) {
        assertThat(TraceContext.of(parent, "a=b")).isEmpty();
    }

    @Test
    void the_state_goes_along_where_it_is_usable() {
        assertThat(TraceContext.of(PARENT, "a=b, c=d")).contains(new TraceContext(PARENT, "a=b, c=d"));
        assertThat(TraceContext.of(PARENT, "")).contains(new TraceContext(PARENT, null));
        assertThat(TraceContext.of(PARENT, "a=\n")).contains(new TraceContext(PARENT, null));
        assertThat(TraceContext.of(PARENT, "a=" + "x".repeat(510)))
                .contains(new TraceContext(PARENT, "a=" + "x".repeat(510)));
        assertThat(TraceContext.of(PARENT, "a=" + "x".repeat(511))).contains(new TraceContext(PARENT, null));
    }

    @Test
    void it_comes_back_from_one_line_and_from_headers() {
        for (TraceContext trace :
                new TraceContext[] {new TraceContext(PARENT, null), new TraceContext(PARENT, "a=b, c=d")}) {
            var headers = new org.apache.kafka.common.header.internals.RecordHeaders();
            trace.put(headers);

            assertThat(TraceContext.parse(trace.text())).contains(trace);
            assertThat(TraceContext.of(headers)).contains(trace);
        }
        assertThat(TraceContext.parse(null)).isEmpty();
    }
}
