package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.CronTimes;
import dev.fanfare.fanout.steer.Steer;
import dev.fanfare.schemas.Admitted;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.WaitingEvent;
import dev.fanfare.schemas.cloudevents.SendAt;
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
        Optional<Next> first;
        try {
            Every every = every(candidate.event());
            first = next(candidate, every, every.next(candidate.now()));
        } catch (IllegalArgumentException wrong) {
            return Optional.of("every: " + wrong.getMessage());
        }
        if (first.isEmpty()) {
            return Optional.of("every: does not occur any more");
        }
        Instant at = first.get().at();
        if (Due.isTooFar(at, candidate.now())) {
            return Optional.of("every: begins more than " + SendAt.AHEAD_MOST.toDays() + " days ahead");
        }
        boolean cancelled = Steer.cancels(asked);
        remember(candidate, cancelled ? null : ranked, candidate.now(), asked);
        if (!cancelled) {
            bringForth(candidate, ranked, first.get());
        }
        kept.early().remove(candidate.key());
        write.series(candidate, ranked, at, asked);
        return Optional.empty();
    }

    /// The time of the occurrence has come that was brought forth last.
    ///
    /// @return why it cannot go on; nothing where it does, or has ended
    Optional<String> goOn(Candidate candidate, WaitingEvent waiting) {
        Admitted admitted = AdmittedKeys.find(kept.admitted(), candidate.key()).orElseThrow();
        Priority ranked = admitted.getScheduled() == null ? Priority.NORMAL : admitted.getScheduled();
        Instant last = waiting.getUntil();
        Optional<Next> next;
        try {
            Every every = every(candidate.event());
            next = next(candidate, every, every.latest(last, candidate.now()).or(() -> every.next(last)));
        } catch (IllegalArgumentException wrong) {
            return Optional.of("every: " + wrong.getMessage());
        }
        Candidate as = candidate.at(admitted.getAt());
        if (next.isPresent()) {
            bringForth(candidate, ranked, next.get());
            write.series(as, ranked, next.get().at(), admitted.getSteering());
        } else {
            remember(as, null, admitted.getAt(), admitted.getSteering());
            write.ended(as, ranked, admitted.getSteering());
        }
        return Optional.empty();
    }

    /// @param behind when the one after it is; null where it is the last
    private record Next(Instant at, @Nullable Instant behind) {}

    private static Optional<Next> next(Candidate candidate, Every every, Optional<Instant> found) {
        return found.filter(at -> isBeforeItsEnd(candidate.event(), at))
                .map(at -> new Next(at, every.next(at).orElse(null)));
    }

    private void bringForth(Candidate candidate, Priority ranked, Next next) {
        Instant at = next.at();
        write.occurrence(
                Occurrence.of(
                        candidate.event(),
                        at,
                        next.behind(),
                        candidate.arrival().acceptedAt()),
                ranked);
        kept.scheduled().add(candidate.key(), ranked, at, candidate.waiting(at));
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
