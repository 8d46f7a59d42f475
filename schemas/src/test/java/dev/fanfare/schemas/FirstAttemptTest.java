package dev.fanfare.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What a trace's state says of a delivery's first attempt.
class FirstAttemptTest {

    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String SPAN = "1234567890abcdef";

    @Test
    void is_found_again_after_it_was_written() {
        TraceContext with = new TraceContext(PARENT, null).withFirstAttempt(SPAN);

        assertThat(with.traceparent()).isEqualTo(PARENT);
        assertThat(TraceContext.parse(with.text()).flatMap(TraceContext::firstAttempt))
                .contains(SPAN);
    }

    @Test
    void stands_before_what_others_say() {
        TraceContext with = new TraceContext(PARENT, "a=b, fanfare=0000000000000001,c=d").withFirstAttempt(SPAN);

        assertThat(with.tracestate()).isEqualTo("fanfare=" + SPAN + ",a=b,c=d");
    }

    @Test
    void is_taken_where_others_have_left_no_room() {
        TraceContext with = new TraceContext(PARENT, "a=b,c=" + "x".repeat(500)).withFirstAttempt(SPAN);

        assertThat(TraceContext.of(with.traceparent(), with.tracestate()))
                .hasValueSatisfying(read -> assertThat(read.tracestate()).isEqualTo("fanfare=" + SPAN + ",a=b"));
    }

    @Test
    void is_none_where_it_is_no_span() {
        assertThat(new TraceContext(PARENT, "fanfare=nonsense").firstAttempt()).isEmpty();
        assertThat(new TraceContext(PARENT, "fanfare=0000000000000000").firstAttempt())
                .isEmpty();
        assertThat(new TraceContext(PARENT, null).firstAttempt()).isEmpty();
    }

    @Test
    void is_taken_out_and_what_others_say_stays() {
        assertThat(new TraceContext(PARENT, "a=b, fanfare=" + SPAN + ",c=d")
                        .withoutFirstAttempt()
                        .tracestate())
                .isEqualTo("a=b,c=d");
        assertThat(new TraceContext(PARENT, "fanfare=" + SPAN)
                        .withoutFirstAttempt()
                        .tracestate())
                .isNull();
        TraceContext of = new TraceContext(PARENT, "a=b, c=d");
        assertThat(of.withoutFirstAttempt()).isSameAs(of);
    }

    @Test
    void what_is_not_recorded_any_more_stays_in_its_trace() {
        TraceContext silent = new TraceContext(PARENT, "a=b").unrecorded();

        assertThat(silent.text()).isEqualTo(PARENT.replaceFirst("01$", "00") + " a=b");
        assertThat(silent.isRecorded()).isFalse();
        assertThat(silent.unrecorded()).isSameAs(silent);
    }
}
