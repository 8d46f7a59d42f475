package dev.fanfare.fanout.retry;

import dev.fanfare.schemas.ReplayAction;
import dev.fanfare.schemas.ReplayAsked;
import dev.fanfare.schemas.ReplaySource;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.streams.replay.Replayable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Retries that wait, as replays walk them, in the order of their ids. What is taken is due at once; what waits for the
/// end of a pause is left.
final class ReplayRetries implements Replayable {

    /// Each is a look-up, on a thread that also tells what is urgent.
    private static final int ROWS = 100;

    private final Retries retries;
    private final InstantSource clock;
    private final Runnable wake;

    /// @param wake called when something has become due
    ReplayRetries(Retries retries, InstantSource clock, Runnable wake) {
        this.retries = retries;
        this.clock = clock;
        this.wake = wake;
    }

    @Override
    public boolean has(ReplaySource source) {
        return switch (source) {
            case RETRY -> true;
            case DLT, EVENTS -> false;
        };
    }

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public Stretch walk(ReplayAsked asked, Instant asOf, byte[] place, int rows, int most) {
        if (most == 0) {
            return new Stretch(List.of(), place, false);
        }
        List<String> ids = retries.ids(new String(place, StandardCharsets.UTF_8), rows);
        List<byte[]> matching = new ArrayList<>();
        byte[] last = place;
        for (String id : ids) {
            if (matching.size() >= most) {
                return new Stretch(matching, last, false);
            }
            last = id.getBytes(StandardCharsets.UTF_8);
            Optional<Retries.Waiting> waiting = retries.waiting(id);
            if (waiting.isPresent()
                    && FitRetry.fits(asked.getFilter(), waiting.get().retry(), asOf)) {
                matching.add(last);
            }
        }
        return new Stretch(matching, last, ids.size() < rows);
    }

    @Override
    public Taken take(ReplayAsked asked, byte[] place, double perSecond) {
        if (asked.getAction() == ReplayAction.DISCARD) {
            return Taken.SKIPPED;
        }
        return release(new String(place, StandardCharsets.UTF_8));
    }

    private static void passTimeRules(WaitingRetry retry) {
        retry.setQuiet(null);
        retry.setUnless(null);
    }

    /// Lets one that waits be due now, whatever it was held for.
    Taken release(String id) {
        Optional<Retries.Waiting> waiting = retries.waiting(id);
        if (waiting.isEmpty()) {
            return Taken.GONE;
        }
        WaitingRetry retry = waiting.get().retry();
        if (retry.getPaused()) {
            return Taken.SKIPPED;
        }
        Instant now = clock.instant();
        passTimeRules(retry);
        retry.setNotBefore(now);
        retries.waitUntil(id, now, retry);
        wake.run();
        return Taken.DONE;
    }
}
