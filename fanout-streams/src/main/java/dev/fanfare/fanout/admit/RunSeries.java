package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.CronTimes;
import dev.fanfare.fanout.steer.Steer;
import dev.fanfare.schemas.Admitted;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.WaitingEvent;
import dev.fanfare.schemas.recur.Every;
import dev.fanfare.schemas.recur.Occurrence;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets a series bring its occurrences forth, always the next one: an event of its own, which waits for its time at its
/// own task, where it can be seen, changed and cancelled. When that time has come the series brings forth the next.
///
/// Of those that were missed the last alone is brought forth.
final class RunSeries {

    private final AdmitCandidate.Kept kept;
    private final WriteAdmission write;
    private final AdmitCandidate.Timers timers;

    RunSeries(AdmitCandidate.Kept kept, WriteAdmission write, AdmitCandidate.Timers timers) {
        this.kept = kept;
        this.write = write;
        this.timers = timers;
    }

    /// @return why it cannot run; nothing where it does
    Optional<String> begin(Candidate candidate, Priority ranked, @Nullable Steering asked) {
        Event series = candidate.event();
        Every every;
        try {
            every = every(series);
        } catch (IllegalArgumentException wrong) {
            return Optional.of("every: " + wrong.getMessage());
        }
        Optional<Instant> first = every.next(candidate.now()).filter(at -> isBeforeItsEnd(series, at));
        if (first.isEmpty()) {
            return Optional.of("every: never occurs");
        }
        boolean cancelled = Steer.cancels(asked);
        remember(candidate, cancelled ? null : ranked, candidate.now(), asked);
        if (!cancelled) {
            bringForth(candidate, ranked, every, first.get());
        }
        kept.early().remove(candidate.key());
        write.series(candidate, ranked, first.get(), asked);
        return Optional.empty();
    }

    /// The time of the occurrence has come that was brought forth last.
    void goOn(Candidate candidate, WaitingEvent waiting) {
        Event series = candidate.event();
        Admitted admitted = AdmittedKeys.find(kept.admitted(), candidate.key()).orElseThrow();
        Priority ranked = admitted.getScheduled() == null ? Priority.NORMAL : admitted.getScheduled();
        Instant last = waiting.getUntil();
        Every every = every(series);
        Optional<Instant> next =
                every.latest(last, candidate.now()).or(() -> every.next(last)).filter(at -> isBeforeItsEnd(series, at));
        Candidate as = candidate.at(admitted.getAt());
        if (next.isPresent()) {
            bringForth(candidate, ranked, every, next.get());
            write.series(as, ranked, next.get(), admitted.getSteering());
        } else {
            remember(as, null, admitted.getAt(), admitted.getSteering());
            write.ended(as, ranked, admitted.getSteering());
        }
    }

    private void bringForth(Candidate candidate, Priority ranked, Every every, Instant at) {
        Event series = candidate.event();
        Instant behind = every.next(at).orElse(null);
        write.occurrence(Occurrence.of(series, at, behind), ranked);
        kept.scheduled().add(candidate.key(), ranked, at, candidate.arrival().waiting(at));
        timers.waitsForItsTime(at);
    }

    private void remember(Candidate candidate, @Nullable Priority ranked, Instant at, @Nullable Steering asked) {
        Admitted admitted = AdmittedKeys.of(candidate, asked);
        admitted.setAt(at);
        admitted.setScheduled(ranked);
        AdmittedKeys.put(kept.admitted(), candidate.key(), admitted);
    }

    private static boolean isBeforeItsEnd(Event series, Instant at) {
        return series.getExpiresAt() == null || at.isBefore(series.getExpiresAt());
    }

    private static Every every(Event series) {
        return Every.parse(series.getEvery(), CronTimes::of);
    }
}
