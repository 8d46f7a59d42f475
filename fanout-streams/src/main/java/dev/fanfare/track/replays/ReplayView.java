package dev.fanfare.track.replays;

import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.ReplayAction;
import dev.fanfare.schemas.ReplayAsked;
import dev.fanfare.schemas.ReplayProgress;
import dev.fanfare.schemas.ReplaySource;
import dev.fanfare.schemas.ReplayStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A replay, or a discard, as queries show it.
///
/// @param does `replay` or `discard`
/// @param matched null until all is counted
/// @param replayed sent again so far; of a discard null
/// @param discarded null of a replay
/// @param rate a second over the last two seconds; null once it has ended
record ReplayView(
        String id,
        String does,
        String from,
        Map<String, String> filter,
        @Nullable Integer perSecond,
        boolean refresh,
        String who,
        String state,
        @Nullable Long matched,
        @Nullable Long replayed,
        @Nullable Long discarded,
        long skipped,
        @Nullable Double rate,
        Instant askedAt,
        @Nullable Instant endedAt) {

    static ReplayView of(ReplayStatus status) {
        ReplayAsked asked = status.getAsked();
        long done = ReplayState.sum(status, ReplayProgress::getDone);
        boolean replays = asked.getAction() == ReplayAction.REPLAY;
        return new ReplayView(
                asked.getId(),
                Names.of(asked.getAction()),
                Names.of(asked.getSource()),
                filter(asked.getFilter(), asked.getSource()),
                asked.getPerSecond(),
                asked.getRefresh(),
                asked.getWho(),
                ReplayState.of(status).name(),
                ReplayState.counted(status) ? ReplayState.sum(status, ReplayProgress::getMatched) : null,
                replays ? done : null,
                replays ? null : Long.valueOf(done),
                ReplayState.sum(status, ReplayProgress::getSkipped),
                status.getEndedAt() == null ? Math.round(status.getPerSecond() * 10) / 10.0 : null,
                asked.getAt(),
                status.getEndedAt());
    }

    private static Map<String, String> filter(LetterFilter filter, ReplaySource source) {
        Map<String, String> shown = new LinkedHashMap<>();
        if (source == ReplaySource.EVENTS) {
            shown.put("channel", "events");
        }
        put(shown, "channel", filter.getChannel() == null ? null : Names.of(filter.getChannel()));
        put(shown, "reason", filter.getReason() == null ? null : Names.of(filter.getReason()));
        put(shown, "type", filter.getType());
        put(shown, "event", filter.getEvent());
        put(shown, "recipient", filter.getRecipient());
        put(shown, "from", filter.getFrom());
        put(shown, "to", filter.getTo());
        return shown;
    }

    private static void put(Map<String, String> shown, String name, @Nullable Object value) {
        if (value != null) {
            shown.put(name, value.toString());
        }
    }
}
