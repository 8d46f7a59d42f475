package dev.fanfare.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.EventKey;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesCountedTest {

    @TempDir
    Path stateDir;

    private TrackScenario track;

    @BeforeEach
    void open() {
        track = new TrackScenario(stateDir);
    }

    @AfterEach
    void close() {
        track.close();
    }

    @Test
    void the_end_of_a_series_is_no_event_that_was_created_and_dispatched() {
        track.ended(EventKey.of("test", "series"), "R3/2026-01-16T09:00Z/P1D");

        assertThat(track.meters.find("notification.created").counter()).isNull();
        assertThat(track.meters.find("notification.dispatched").counter()).isNull();

        track.admitted(EventKey.of("test", "series/2026-01-16T09:00:00Z"), 0);
        assertThat(track.meters.get("notification.created").counter().count()).isEqualTo(1);
        assertThat(track.meters.get("notification.dispatched").counter().count())
                .isEqualTo(1);
    }
}
