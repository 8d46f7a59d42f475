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
import dev.fanfare.schemas.Fingerprint;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.Steering;
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

    /// The stores of the step.
    record Kept(KeyValueStore<Bytes, byte[]> admitted, WaitingForRule waiting, EarlyCommands early) {}

    AdmitCandidate(AdmitEvent step, ProcessorContext<String, Outgoing> context, Kept kept) {
        this.step = step;
        this.kept = kept;
        this.write = new WriteAdmission(step, context);
        this.steering = new WriteSteering(step.topics(), step.codecs(), step.clock(), step.steering(), context);
        this.resolve = new ResolveEvent(new References(
                context.getStateStore(References.RULES),
                context.getStateStore(References.TEMPLATES),
                step.ruleCodec(),
                step.templateCodec()));
    }

    /// Admits or refuses it, or lets it wait for its rule, which it does until `until`.
    ///
    /// @return whether it waits now
    boolean waits(Candidate candidate, Instant until) {
        Steering asked = kept.early().find(candidate.key());
        switch (resolve.resolve(candidate, asked)) {
            case Resolved resolved -> admit(candidate, resolved, asked);
            case Expired() -> {
                remember(candidate, Lane.STANDARD, null);
                dropEarly(candidate.key());
                write.head(candidate, Admission.EXPIRED, Reason.EXPIRED, null);
            }
            case Failed(var reason, var why) -> refuse(candidate, Admission.FAILED, reason, why);
            case NoRule()
            when candidate.now().isBefore(until) -> {
                letWait(candidate, until);
                return true;
            }
            case NoRule() ->
                refuse(
                        candidate,
                        Admission.UNMATCHED,
                        Reason.NO_RULE,
                        "no rule for " + candidate.event().getType());
        }
        return false;
    }

    /// Its head alone.
    void fail(Candidate candidate, String why) {
        write.head(candidate, Admission.FAILED, Reason.INTERNAL, why);
    }

    /// Its head, and the event on `events.dlt`.
    void giveUp(Candidate candidate, String why) {
        refuse(candidate, Admission.FAILED, Reason.INTERNAL, why);
    }

    private void letWait(Candidate candidate, Instant until) {
        boolean first = candidate.now().equals(until.minus(WaitingForRule.PATIENCE));
        if (first) {
            write.head(candidate, Admission.WAITING, Reason.NO_RULE, null);
        }
        kept.waiting().add(candidate.key(), candidate.arrival(), candidate.now(), until);
    }

    private void admit(Candidate candidate, Resolved told, @Nullable Steering asked) {
        List<WriteAdmission.EncodedSlice> slices = Steer.cancels(asked) ? List.of() : slices(candidate, told);
        if (slices.stream().anyMatch(slice -> slice.bytes().length > Sizes.SLICE)) {
            String why = "event, words and named recipients exceed " + Sizes.SLICE + " bytes";
            refuse(candidate, Admission.FAILED, Reason.TOO_LARGE, why);
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

    private List<WriteAdmission.EncodedSlice> slices(Candidate candidate, Resolved resolved) {
        return write.encode(SliceByPartition.slice(
                candidate.key(),
                candidate.event(),
                resolved,
                candidate.arrival(),
                step.topics().partitioning()));
    }

    private static EventCommand pause(String key, Steering asked) {
        return new EventCommand(key, CommandKind.PAUSE, asked.getAt(), null, null);
    }

    private void refuse(Candidate candidate, Admission admission, Reason reason, String why) {
        write.head(candidate, admission, reason, admission == Admission.FAILED ? why : null);
        write.refused(candidate, reason, why);
        dropEarly(candidate.key());
    }

    /// It was told to nobody: what was asked of it means nothing for another event under this key.
    private void dropEarly(String key) {
        if (kept.early().remove(key)) {
            steering.toChannels(key, null);
        }
    }

    private void remember(Candidate candidate, Lane lane, @Nullable Steering asked) {
        Arrival arrival = candidate.arrival();
        AdmittedKeys.put(
                kept.admitted(),
                candidate.key(),
                new Admitted(
                        Fingerprint.of(candidate.event()),
                        arrival.topic(),
                        arrival.partition(),
                        arrival.offset(),
                        candidate.now(),
                        lane,
                        asked));
    }
}
