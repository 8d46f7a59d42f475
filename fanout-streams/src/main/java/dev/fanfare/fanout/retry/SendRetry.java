package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.decide.SecondLook;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.schemas.serde.Codec;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Sends on what waited: to its lane as it was rendered, or its end to the outcomes.
final class SendRetry {

    private static final int TEXT_MOST = 1_000;

    private final HoldRetry step;
    private final ProcessorContext<String, Outgoing> context;
    private final Codec<OutcomeMessage> outcomes;
    private final TakeBackCounts counts;

    SendRetry(HoldRetry step, ProcessorContext<String, Outgoing> context, Retries retries) {
        this.step = step;
        this.context = context;
        this.outcomes = step.outcomeCodec();
        this.counts = new TakeBackCounts(retries, context.getStateStore(Retries.STORE));
    }

    void again(WaitingRetry retry) {
        counts.went(retry, step.clock().instant());
        Record<String, Outgoing> record = record(
                retry,
                Outgoing.to(step.topics().channel(retry.getChannel(), retry.getLane()), partition(), bytes(retry)));
        put(record.headers(), RecordHeaders.ATTEMPT, String.valueOf(retry.getAttempt()));
        put(record.headers(), RecordHeaders.FIRST_FAILURE, retry.getFirstFailure());
        put(record.headers(), RecordHeaders.HOLDS, counted(retry.getHolds()));
        put(record.headers(), RecordHeaders.THROTTLES, counted(retry.getThrottles()));
        context.forward(record, step.out().deliveries());
    }

    void end(String id, WaitingRetry retry, SecondLook.End end, Instant now) {
        counts.ended(retry);
        tell(retry, TellRetry.outcome(id, retry, end, now));
    }

    /// Its event's pause has ended: it waits for its turn again. What its channel deferred before goes on counting so.
    void resumed(String id, WaitingRetry retry, Instant now) {
        tell(retry, TellRetry.resumed(id, retry, now));
    }

    /// It goes at another time than it was to.
    void moved(String id, WaitingRetry retry, Instant due) {
        counts.moved(id, retry, due);
    }

    /// It waits on, until what it says itself.
    void held(String id, WaitingRetry retry, Reason reason, Instant now) {
        tell(retry, TellRetry.held(id, retry, reason, now));
    }

    /// It is tried again later than its channel asked, when it says itself.
    void deferred(String id, WaitingRetry retry, Reason reason, Instant now) {
        tell(retry, TellRetry.deferred(id, retry, reason, now));
    }

    private void tell(WaitingRetry retry, OutcomeMessage outcome) {
        context.forward(
                record(retry, Outgoing.to(step.topics().outcomes(), partition(), outcomes.encode(outcome))),
                step.out().outcomes());
    }

    /// It ends dead, where its ids say which it is; its record stands on `events.dlt`. Nothing of it is taken at any
    /// length, since Kafka would not take the outcome then.
    void endUnusable(String id, WaitingRetry retry, Reason reason, Instant now) {
        OptionalInt owner = step.topics().partitioning().ofDelivery(id);
        if (owner.isPresent() && retry.getEvent().length() == EventKey.LENGTH) {
            retry.setRecipient(cut(retry.getRecipient()));
            retry.setType(cut(retry.getType()));
            byte[] outcome = outcomes.encode(TellRetry.outcome(id, retry, new SecondLook.End(State.DEAD, reason), now));
            context.forward(
                    new Record<>(
                            id, Outgoing.to(step.topics().outcomes(), owner.getAsInt(), outcome), now.toEpochMilli()),
                    step.out().outcomes());
        }
    }

    private static String cut(String text) {
        return text.length() <= TEXT_MOST ? text : text.substring(0, TEXT_MOST);
    }

    /// It ends dead, with its letter beside those that the channel itself gave up.
    void giveUp(String id, WaitingRetry retry, String why, Instant now) {
        end(id, retry, new SecondLook.End(State.DEAD, Reason.INTERNAL), now);
        if (!Topics.hasProvider(retry.getChannel())) {
            return;
        }
        Topic letters = step.topics().deadLetters(retry.getChannel());
        if (deliveries(retry).decode(bytes(retry)) instanceof Decoded.Readable<Delivery>(var delivery)) {
            DeadLetter letter = new DeadLetter();
            letter.setDelivery(delivery);
            letter.setReason(Reason.INTERNAL);
            letter.setError(why);
            letter.setErrorCategory("internal");
            letter.setAttempts(retry.getAttempt() - 1);
            letter.setFirstFailure(retry.getFirstFailure());
            letter.setAt(now);
            letter.setTraceparent(retry.getTraceparent());
            byte[] bytes = step.codecs().of(letters, DeadLetter.class).encode(letter);
            context.forward(
                    record(retry, Outgoing.to(letters, partition(), bytes)),
                    step.out().letters());
        }
    }

    /// Where a waiting delivery is to go.
    Optional<String> addressOf(WaitingRetry retry) {
        return deliveries(retry).decode(bytes(retry)) instanceof Decoded.Readable<Delivery>(var delivery)
                ? Optional.of(delivery.getAddress())
                : Optional.empty();
    }

    /// How it is written on its way.
    Codec<Delivery> deliveries(WaitingRetry retry) {
        return step.codecs().of(step.topics().channel(retry.getChannel(), retry.getLane()), Delivery.class);
    }

    static byte[] bytes(WaitingRetry retry) {
        ByteBuffer delivery = retry.getDelivery().duplicate();
        byte[] bytes = new byte[delivery.remaining()];
        delivery.get(bytes);
        return bytes;
    }

    private Record<String, Outgoing> record(WaitingRetry retry, Outgoing outgoing) {
        Record<String, Outgoing> record =
                new Record<>(retry.getRecipient(), outgoing, step.clock().millis());
        TraceContext.parse(retry.getTraceparent()).ifPresent(trace -> trace.put(record.headers()));
        return record;
    }

    private int partition() {
        return context.taskId().partition();
    }

    private static @Nullable String counted(int times) {
        return times > 0 ? String.valueOf(times) : null;
    }

    private static void put(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            RecordHeaders.put(headers, name, value);
        }
    }
}
