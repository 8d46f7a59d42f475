package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.admit.Resolution.Expired;
import dev.fanfare.fanout.admit.Resolution.Failed;
import dev.fanfare.fanout.admit.Resolution.NoRule;
import dev.fanfare.fanout.admit.Resolution.Resolved;
import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.Admitted;
import dev.fanfare.schemas.Fingerprint;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Sizes;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/// Resolves an event and writes what follows: its slices and its head, or why it is told to nobody.
final class AdmitCandidate {

    private final AdmitEvent step;
    private final KeyValueStore<Bytes, byte[]> admitted;
    private final WaitingForRule waiting;
    private final ResolveEvent resolve;
    private final WriteAdmission write;

    AdmitCandidate(
            AdmitEvent step,
            ProcessorContext<String, Outgoing> context,
            KeyValueStore<Bytes, byte[]> admitted,
            WaitingForRule waiting) {
        this.step = step;
        this.admitted = admitted;
        this.waiting = waiting;
        this.write = new WriteAdmission(step, context);
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
        switch (resolve.resolve(candidate.event(), candidate.arrival().acceptedAt(), candidate.now())) {
            case Resolved resolved -> admit(candidate, resolved);
            case Expired() -> {
                remember(candidate);
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
        waiting.add(candidate.key(), candidate.arrival(), candidate.now(), until);
    }

    private void admit(Candidate candidate, Resolved resolved) {
        List<WriteAdmission.EncodedSlice> slices = write.encode(SliceByPartition.slice(
                candidate.key(),
                candidate.event(),
                resolved,
                candidate.arrival(),
                step.topics().partitioning()));
        if (slices.stream().anyMatch(slice -> slice.bytes().length > Sizes.SLICE)) {
            String why = "event, words and named recipients exceed " + Sizes.SLICE + " bytes";
            refuse(candidate, Admission.FAILED, Reason.TOO_LARGE, why);
            return;
        }
        remember(candidate);
        write.admitted(candidate, resolved, slices);
    }

    private void refuse(Candidate candidate, Admission admission, Reason reason, String why) {
        write.head(candidate, admission, reason, admission == Admission.FAILED ? why : null);
        write.refused(candidate, reason, why);
    }

    private void remember(Candidate candidate) {
        Arrival arrival = candidate.arrival();
        AdmittedKeys.put(
                admitted,
                candidate.key(),
                new Admitted(
                        Fingerprint.of(candidate.event()),
                        arrival.topic(),
                        arrival.partition(),
                        arrival.offset(),
                        candidate.now()));
    }
}
