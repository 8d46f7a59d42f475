package dev.fanfare.fanout.expand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.setup.TraceSettings;
import dev.fanfare.schemas.traces.TraceStep;
import dev.fanfare.schemas.traces.Traces;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TraceSliceTest {

    private static final TraceContext ADMITTED =
            new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", null);
    private static final int CHUNK = 5;

    /// Nobody listens there: spans are dropped.
    private final Traces traces =
            Traces.of(new TraceSettings(URI.create("http://127.0.0.1:1"), 1.0, 3, Map.of()), "test", "");

    private final Slice slice = slice(ADMITTED.text());

    @AfterEach
    void close() {
        traces.close();
    }

    @Test
    void the_first_people_go_on_behind_their_chunk_and_all_others_unrecorded() {
        TraceSlice trace = new TraceSlice(traces, slice);

        String chunk;
        List<String> told = new ArrayList<>();
        try (TraceStep step = trace.chunk(0, CHUNK)) {
            chunk = Objects.requireNonNull(step.context()).text();
            for (int person = 0; person < CHUNK; person++) {
                trace.next();
                told.add(slice.getTraceparent());
            }
        }
        String silent = ADMITTED.unrecorded().text();
        assertThat(chunk).isNotEqualTo(ADMITTED.text()).contains(ADMITTED.trace());
        assertThat(told).containsExactly(chunk, chunk, chunk, silent, silent);
    }

    @Test
    void a_broadcast_has_spans_of_its_first_chunks_alone_also_where_it_is_loaded_again() {
        List<Boolean> recorded = new ArrayList<>();
        for (int met = 0; met < 5 * CHUNK; met += CHUNK) {
            slice.setTraceparent(ADMITTED.text());
            try (TraceStep step = new TraceSlice(traces, slice).chunk(met, CHUNK)) {
                recorded.add(step.isRecorded());
            }
        }
        assertThat(recorded).containsExactly(true, true, true, false, false);
    }

    @Test
    void what_is_not_recorded_stays_as_it_came() {
        for (Traces off : List.of(Traces.OFF, traces)) {
            String came = off == traces ? ADMITTED.unrecorded().text() : ADMITTED.text();
            Slice other = slice(came);
            TraceSlice trace = new TraceSlice(off, other);
            try (TraceStep step = trace.chunk(0, CHUNK)) {
                trace.next();
                assertThat(step.isRecorded()).isFalse();
            }
            assertThat(other.getTraceparent()).isEqualTo(came);
        }
    }

    private static Slice slice(String trace) {
        Slice slice = new Slice();
        slice.setKey("key");
        slice.setTraceparent(trace);
        return slice;
    }
}
