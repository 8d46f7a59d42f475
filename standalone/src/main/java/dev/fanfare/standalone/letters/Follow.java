package dev.fanfare.standalone.letters;

import dev.fanfare.standalone.client.FrontDoor;
import dev.fanfare.standalone.terminal.Progress;
import dev.fanfare.standalone.terminal.Terminal;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/// Follows a replay or a discard to its end, also while nobody can say for a while how far it is.
final class Follow {

    private static final long BETWEEN_NANOS = 250_000_000L;
    private static final Set<String> ENDED = Set.of("DONE", "STOPPED");

    private Follow() {}

    /// @param matched as the dry run said; 0 where it has not counted all
    static JsonNode toItsEnd(Terminal terminal, FrontDoor door, String id, long matched) {
        String path = "/v1/replays/" + FrontDoor.segment(id);
        Progress progress = new Progress(terminal, id, matched);
        JsonNode replay = Patience.USUAL.ask(() -> door.get(path));
        while (!ENDED.contains(replay.path("state").asString(""))) {
            progress.at(done(replay), inWords(replay));
            LockSupport.parkNanos(BETWEEN_NANOS);
            replay = Patience.USUAL.ask(() -> door.get(path));
        }
        progress.end(Math.min(done(replay), matched), inWords(replay));
        return replay;
    }

    private static long done(JsonNode replay) {
        return replay.path("replayed").asLong(0) + replay.path("discarded").asLong(0);
    }

    private static String inWords(JsonNode replay) {
        String did = replay.path("does").asString("").equals("discard") ? "discarded" : "sent again";
        return String.format(
                Locale.ROOT,
                "%s  %,d %s, %,d skipped, %.0f/s",
                replay.path("state").asString(""),
                done(replay),
                did,
                replay.path("skipped").asLong(0),
                replay.path("rate").asDouble(0));
    }
}
