package dev.fanfare.standalone.client;

import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.work.WorkFailed;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Sends a piece, and sends it again while the front door is away or busy: the same people twice are the same people.
final class SendPiece {

    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);

    private final FrontDoor door;
    private final String path;
    private final Terminal terminal;
    private final Duration patience;
    private boolean everAnswered;

    /// @param patience for which a piece is tried again
    SendPiece(FrontDoor door, String path, Terminal terminal, Duration patience) {
        this.door = door;
        this.path = path;
        this.terminal = terminal;
        this.patience = patience;
    }

    /// @throws WorkFailed where the front door refuses it, is away for too long, or never was there
    Answer send(byte[] lines) {
        long deadline = System.nanoTime() + patience.toNanos();
        String trouble = null;
        while (true) {
            Answer answer = ask(lines, deadline);
            if (answer != null && !BUSY.contains(answer.status())) {
                everAnswered = true;
                return answer.orFail();
            }
            if (answer != null && System.nanoTime() > deadline) {
                return answer.orFail();
            }
            if (trouble == null) {
                trouble = answer == null ? "the front door does not answer" : "it answered " + answer.status();
                terminal.say("trying again, since " + trouble);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    /// Null where it is away and may come back.
    private @Nullable Answer ask(byte[] lines, long deadline) {
        try {
            return door.post(path, "application/x-ndjson", BodyPublishers.ofByteArray(lines));
        } catch (WorkFailed away) {
            if (!everAnswered
                    || System.nanoTime() > deadline
                    || Thread.currentThread().isInterrupted()) {
                throw away;
            }
            return null;
        }
    }
}
