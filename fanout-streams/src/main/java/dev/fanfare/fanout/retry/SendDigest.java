package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.decide.SecondLook;
import dev.fanfare.fanout.render.RenderException;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.DigestEntry;
import dev.fanfare.schemas.DigestSent;
import dev.fanfare.schemas.DigestTarget;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.TraceContext;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Writes what becomes of digests, and of those that waited in them.
final class SendDigest {

    private static final int WHY_MOST = 1_000;

    private final HoldRetry step;
    private final ProcessorContext<String, Outgoing> context;

    SendDigest(HoldRetry step, ProcessorContext<String, Outgoing> context) {
        this.step = step;
        this.context = context;
    }

    /// What goes wrong with one message stays with it.
    ///
    /// @param bare without words, as its dead letter has it
    /// @return whether it goes
    boolean deliverOrBury(
            Delivery bare, Supplier<Delivery> make, int holds, @Nullable String traceparent, Instant now) {
        return deliverOrBury(bare, make, _ -> {}, holds, traceparent, now);
    }

    /// @param told hears of it before anything else is said of it: as it was made, or bare where it could not be
    /// @return whether it goes
    boolean deliverOrBury(
            Delivery bare,
            Supplier<Delivery> make,
            Consumer<Delivery> told,
            int holds,
            @Nullable String traceparent,
            Instant now) {
        Delivery made;
        try {
            made = make.get();
        } catch (RenderException noWords) {
            told.accept(bare);
            bury(bare, noWords.reason(), String.valueOf(noWords.getMessage()), now);
            return false;
        } catch (RuntimeException ours) {
            told.accept(bare);
            bury(bare, Reason.INTERNAL, String.valueOf(ours), now);
            return false;
        }
        told.accept(made);
        if (deliver(made, holds, traceparent)) {
            return true;
        }
        bury(bare, Reason.TOO_LARGE, "rendered it has more than " + Sizes.DELIVERY + " bytes", now);
        return false;
    }

    /// @return whether it is small enough to be sent
    private boolean deliver(Delivery delivery, int holds, @Nullable String traceparent) {
        Topic lane = step.topics().channel(delivery.getChannel(), delivery.getLane());
        byte[] bytes = step.codecs().of(lane, Delivery.class).encode(delivery);
        if (bytes.length > Sizes.DELIVERY) {
            return false;
        }
        Record<String, Outgoing> record = record(delivery.getRecipient(), lane, bytes, traceparent);
        if (holds > 0) {
            RecordHeaders.put(record.headers(), RecordHeaders.HOLDS, String.valueOf(holds));
        }
        context.forward(record, step.out().deliveries());
        return true;
    }

    void sent(DigestSent sent) {
        tell(sent.getRecipient(), new OutcomeMessage(sent));
    }

    /// An entry leaves its digest, at one address.
    void end(String recipient, DigestEntry entry, DigestTarget target, SecondLook.End end, Instant now) {
        tell(recipient, of(recipient, entry, target, end.state(), end.reason(), now));
    }

    /// An entry goes to its channel by itself.
    void queued(String recipient, DigestEntry entry, DigestTarget target, int holds, Instant now) {
        Outcome outcome = of(recipient, entry, target, State.QUEUED, null, now);
        outcome.setHolds(holds);
        tell(recipient, outcome);
    }

    /// Its digest waits for longer.
    void held(String recipient, DigestEntry entry, DigestTarget target, int holds, Instant until, Instant now) {
        Outcome outcome = of(recipient, entry, target, State.HELD, Reason.DIGESTED, now);
        outcome.setHolds(holds);
        outcome.setNextAttemptAt(until);
        tell(recipient, outcome);
    }

    /// A delivery that cannot be made ends dead, with its letter.
    ///
    /// @param bare without words
    void bury(Delivery bare, Reason reason, String why, Instant now) {
        Outcome outcome = outcome(bare.getId(), bare.getEvent(), State.DEAD, reason, now);
        outcome.setType(bare.getType());
        outcome.setRecipient(bare.getRecipient());
        outcome.setChannel(bare.getChannel());
        outcome.setLane(bare.getLane());
        outcome.setAcceptedAt(bare.getAcceptedAt());
        outcome.setError(why);
        tell(bare.getRecipient(), outcome);
        if (!Topics.hasProvider(bare.getChannel())) {
            return;
        }
        Topic letters = step.topics().deadLetters(bare.getChannel());
        DeadLetter letter = new DeadLetter();
        letter.setDelivery(bare);
        letter.setReason(reason);
        letter.setError(why.length() > WHY_MOST ? why.substring(0, WHY_MOST) : why);
        letter.setErrorCategory("internal");
        letter.setAttempts(0);
        letter.setAt(now);
        byte[] bytes = step.codecs().of(letters, DeadLetter.class).encode(letter);
        context.forward(
                record(bare.getRecipient(), letters, bytes, null), step.out().letters());
    }

    private static Outcome of(
            String recipient,
            DigestEntry entry,
            DigestTarget target,
            State state,
            @Nullable Reason reason,
            Instant now) {
        String id = DeliveryId.of(entry.getKey(), recipient, target.getChannel(), target.getAddress());
        Outcome outcome = outcome(id, entry.getKey(), state, reason, now);
        outcome.setType(entry.getEvent().getType());
        outcome.setRecipient(recipient);
        outcome.setChannel(target.getChannel());
        outcome.setLane(target.getLane());
        outcome.setAcceptedAt(entry.getAcceptedAt());
        return outcome;
    }

    private static Outcome outcome(String id, String event, State state, @Nullable Reason reason, Instant now) {
        Outcome outcome = new Outcome();
        outcome.setDelivery(id);
        outcome.setEvent(event);
        outcome.setState(state);
        outcome.setReason(reason);
        outcome.setAt(now);
        return outcome;
    }

    private void tell(String recipient, Outcome outcome) {
        tell(recipient, new OutcomeMessage(outcome));
    }

    private void tell(String recipient, OutcomeMessage message) {
        byte[] bytes = step.outcomeCodec().encode(message);
        context.forward(
                record(recipient, step.topics().outcomes(), bytes, null),
                step.out().outcomes());
    }

    private Record<String, Outgoing> record(String recipient, Topic topic, byte[] bytes, @Nullable String traceparent) {
        Outgoing outgoing = Outgoing.to(topic, context.taskId().partition(), bytes);
        Record<String, Outgoing> record =
                new Record<>(recipient, outgoing, step.clock().millis());
        TraceContext.parse(traceparent).ifPresent(trace -> trace.put(record.headers()));
        return record;
    }
}
