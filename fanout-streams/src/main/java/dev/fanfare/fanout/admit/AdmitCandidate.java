package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.admit.Resolution.Expired;
import dev.fanfare.fanout.admit.Resolution.Failed;
import dev.fanfare.fanout.admit.Resolution.NoRule;
import dev.fanfare.fanout.admit.Resolution.Resolved;
import dev.fanfare.fanout.steer.Steer;
import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.Admitted;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.WaitingEvent;
import dev.fanfare.schemas.traces.TraceStep;
import dev.fanfare.schemas.traces.Traces.Kind;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Resolves an event and writes what follows: its slices and its head, or why it is told to nobody.
final class AdmitCandidate {

    private final AdmitEvent step;
    private final Kept kept;
    private final ResolveEvent resolve;
    private final WriteAdmission write;
    private final WriteSteering steering;
    private final ScheduleEvent schedule;
    private final RunSeries series;
    private final Timers timers;

    /// The stores of the step.
    record Kept(
            KeyValueStore<Bytes, byte[]> admitted,
            WaitingForRule waiting,
            EarlyCommands early,
            ScheduledEvents scheduled) {}

    /// Told of what waits, so that it is looked at again.
    interface Timers {

        void waitsForItsRule();

        /// @param look when it is to be looked at
        void waitsForItsTime(Instant look);
    }

    AdmitCandidate(AdmitEvent step, ProcessorContext<String, Outgoing> context, Kept kept, Timers timers) {
        this.step = step;
        this.kept = kept;
        this.timers = timers;
        this.write = new WriteAdmission(step, context);
        this.steering = step.steering(context);
        this.resolve = new ResolveEvent(new References(
                context.getStateStore(References.RULES),
                context.getStateStore(References.TEMPLATES),
                step.ruleCodec(),
                step.templateCodec()));
        this.series = new RunSeries(kept, write, timers);
        this.schedule = new ScheduleEvent(kept, write, steering, step.eventCodec(), timers);
    }

    /// A series goes on.
    void goOn(Candidate candidate, WaitingEvent waiting) {
        series.goOn(candidate, waiting).ifPresent(why -> unfit(candidate, why));
    }

    ScheduleEvent schedule() {
        return schedule;
    }

    /// Admits or refuses it, or lets it wait for its time, or for its rule until `until`.
    void look(Candidate candidate, Instant until) {
        Steering asked = asked(candidate);
        if (isSuperseded(candidate, asked) || candidate.released() && isOver(candidate, asked)) {
            expired(candidate);
        } else if (candidate.event().getEvery() != null) {
            Steering ends = Steer.cancels(asked) ? asked : null; // nothing else is said of a series
            series.begin(candidate, resolve.rank(candidate.event(), ends), ends)
                    .ifPresent(why -> unfit(candidate, why));
        } else if (candidate.released()) {
            resolve(candidate, asked, until);
        } else {
            switch (Due.of(candidate.event(), asked, candidate.now())) {
                case Due.AtOnce() -> resolve(candidate, asked, until);
                case Due.Later later -> schedule.keep(candidate, later, resolve.rank(candidate.event(), asked), asked);
                case Due.Unfit(var why) -> unfit(candidate, why);
            }
        }
    }

    /// What commands said of it before; of one that is released they hold from now on.
    private @Nullable Steering asked(Candidate candidate) {
        if (!candidate.released()) {
            return kept.early().find(candidate.key());
        }
        Steering asked = AdmittedKeys.find(kept.admitted(), candidate.key())
                .map(Admitted::getSteering)
                .orElse(null);
        if (asked != null) {
            asked.setAt(candidate.now());
        }
        return asked;
    }

    /// The time of a series is over that came behind it, unless somebody gave it a time of its own.
    private static boolean isSuperseded(Candidate candidate, @Nullable Steering asked) {
        Instant by = candidate.event().getSupersededAt();
        return by != null && !candidate.now().isBefore(by) && (asked == null || asked.getSendAt() == null);
    }

    private static boolean isOver(Candidate candidate, @Nullable Steering asked) {
        Instant expiresAt = Steer.expiresAt(asked, candidate.event().getExpiresAt());
        return expiresAt != null && !candidate.now().isBefore(expiresAt);
    }

    private void expired(Candidate candidate) {
        try (TraceStep admits = begin(candidate)) {
            dropAsked(candidate);
            remember(candidate, Lane.STANDARD, null);
            write.head(candidate, Admission.EXPIRED, Reason.EXPIRED, null);
            admits.with("fanfare.reason", Names.of(Reason.EXPIRED));
        }
    }

    private void resolve(Candidate candidate, @Nullable Steering asked, Instant until) {
        switch (resolve.resolve(candidate, asked)) {
            case Resolved resolved -> admitTraced(candidate, resolved, asked);
            case Expired() -> expired(candidate);
            case Failed(var reason, var why) -> refuse(candidate, Admission.FAILED, reason, why);
            case NoRule() when candidate.now().isBefore(until) -> letWait(candidate, asked, until);
            case NoRule() ->
                refuse(
                        candidate,
                        Admission.UNMATCHED,
                        Reason.NO_RULE,
                        "no rule for " + candidate.event().getType());
        }
    }

    /// Its head alone.
    void fail(Candidate candidate, String why) {
        write.head(candidate, Admission.FAILED, Reason.INTERNAL, why);
    }

    /// Its head, and the event on `events.dlt`.
    void giveUp(Candidate candidate, String why) {
        refuse(candidate, Admission.FAILED, Reason.INTERNAL, why);
    }

    /// One whose rule or time has come and that cannot be read any more.
    void lost(String key, WaitingEvent waiting, Instant now, String why) {
        write.lost(waiting, now, why);
        write.refused(key, Arrival.of(waiting), Reason.UNREADABLE, why);
        boolean scheduled = AdmittedKeys.remove(kept.admitted(), key)
                .map(Admitted::getSteering)
                .isPresent();
        if (kept.early().remove(key) || scheduled) {
            steering.toChannels(key, null);
        }
    }

    private void letWait(Candidate candidate, @Nullable Steering asked, Instant until) {
        boolean first = candidate.now().equals(until.minus(WaitingForRule.PATIENCE));
        if (first) {
            write.waiting(candidate, asked);
        }
        if (candidate.released()) {
            goOn(candidate.key());
        }
        kept.waiting().add(candidate, until);
        timers.waitsForItsRule();
    }

    /// It waits for its time no more: commands reach it as they reach others.
    private void goOn(String key) {
        AdmittedKeys.find(kept.admitted(), key)
                .filter(admitted -> admitted.getScheduled() != null)
                .ifPresent(admitted -> {
                    admitted.setScheduled(null);
                    AdmittedKeys.put(kept.admitted(), key, admitted);
                });
    }

    private void admitTraced(Candidate candidate, Resolved told, @Nullable Steering asked) {
        try (TraceStep admits = begin(candidate)) {
            admits.with("fanfare.priority", Names.of(told.priority()));
            admit(admits, admits.isRecorded() ? candidate.behind(admits.context()) : candidate, told, asked);
        }
    }

    private TraceStep begin(Candidate candidate) {
        return step.parts()
                .traces()
                .begin(
                        Kind.CONSUMER,
                        "admit",
                        candidate.key(),
                        candidate.arrival().trace())
                .with("messaging.system", "kafka")
                .with("messaging.operation.type", "process")
                .with("messaging.destination.name", candidate.arrival().topic())
                .with("fanfare.event.key", candidate.key())
                .with("fanfare.event.type", candidate.event().getType());
    }

    private void admit(TraceStep admits, Candidate candidate, Resolved told, @Nullable Steering asked) {
        List<WriteAdmission.EncodedSlice> slices = Steer.cancels(asked) ? List.of() : slices(candidate, told, asked);
        if (slices.stream().anyMatch(slice -> slice.bytes().length > Sizes.SLICE)) {
            String why = "event, words and named recipients exceed " + Sizes.SLICE + " bytes";
            refuse(admits, candidate, Admission.FAILED, Reason.TOO_LARGE, why);
            return;
        }
        Lane lane = WriteAdmission.lane(told.priority());
        remember(candidate, lane, asked);
        if (asked != null && asked.getPaused()) { // before the slices, so that nobody is told first
            steering.toSlices(lane, pause(candidate.key(), asked));
        }
        write.admitted(candidate, told, slices, asked);
        if (asked != null) {
            kept.early().remove(candidate.key());
            steering.toChannels(candidate.key(), asked);
        }
    }

    private List<WriteAdmission.EncodedSlice> slices(Candidate candidate, Resolved resolved, @Nullable Steering asked) {
        List<Slice> cut =
                SliceByPartition.slice(candidate, resolved, step.topics().partitioning());
        Due.local(candidate.event(), asked)
                .ifPresent(local -> cut.forEach(slice -> slice.setLocalSendAt(local.text())));
        return write.encode(cut);
    }

    private static EventCommand pause(String key, Steering asked) {
        return new EventCommand(key, CommandKind.PAUSE, asked.getAt(), null, null, null);
    }

    private void unfit(Candidate candidate, String why) {
        refuse(candidate, Admission.FAILED, Reason.UNSUPPORTED, why);
    }

    private void refuse(Candidate candidate, Admission admission, Reason reason, String why) {
        try (TraceStep admits = begin(candidate)) {
            refuse(admits, candidate, admission, reason, why);
        }
    }

    private void refuse(TraceStep admits, Candidate candidate, Admission admission, Reason reason, String why) {
        admits.with("fanfare.reason", Names.of(reason)).failed(Names.of(reason));
        write.head(candidate, admission, reason, admission == Admission.FAILED ? why : null);
        write.refused(candidate, reason, why);
        dropAsked(candidate);
    }

    /// It was told to nobody: what was asked of it means nothing for another event under this key.
    private void dropAsked(Candidate candidate) {
        String key = candidate.key();
        boolean asked = candidate.released()
                ? AdmittedKeys.remove(kept.admitted(), key)
                        .map(Admitted::getSteering)
                        .isPresent()
                : kept.early().remove(key);
        if (asked) {
            steering.toChannels(key, null);
        }
    }

    private void remember(Candidate candidate, Lane lane, @Nullable Steering asked) {
        Admitted admitted = AdmittedKeys.of(candidate, asked);
        admitted.setLane(lane);
        AdmittedKeys.put(kept.admitted(), candidate.key(), admitted);
    }
}
