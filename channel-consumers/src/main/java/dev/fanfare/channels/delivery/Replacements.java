package dev.fanfare.channels.delivery;

import static dev.fanfare.channels.delivery.TellOutcome.shortened;

import dev.fanfare.schemas.Bury;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The records that take an attempt's place: its outcome, and the delivery again where it is retried or given up.
final class Replacements {

    /// The owner of the retries may hear of a pause, or of its end, a moment later than we.
    private static final Duration LOOKED_AT_AFTER = Duration.ofSeconds(1);

    private final Topics topics;
    private final TellOutcome tell;
    private final Codec<OutcomeMessage> outcomes;
    private final Codec<DeadLetter> deadLetters;

    Replacements(Topics topics, Codecs codecs, TellOutcome tell) {
        this.topics = topics;
        this.tell = tell;
        this.outcomes = codecs.of(topics.outcomes(), OutcomeMessage.class);
        this.deadLetters = codecs.of(topics.deadLetters(tell.channel()), DeadLetter.class);
    }

    List<ProducerRecord<byte[], byte[]>> of(Attempt attempt, NextStep step, Instant now) {
        return switch (step) {
            case NextStep.Finish(var receipt) -> List.of(outcome(attempt, tell.delivered(attempt, receipt, now)));
            case NextStep.RetryIn retry -> {
                Instant due = millisFrom(now.plus(retry.delay()));
                yield List.of(
                        again(attempt, due, retry.why()), outcome(attempt, tell.deferred(attempt, retry, due, now)));
            }
            case NextStep.WaitFor wait -> {
                Instant due = millisFrom(now.plus(wait.delay()));
                boolean throttled = wait.category() == Category.RATE_LIMIT && attempt.provider() != null;
                int throttles = attempt.throttles() + (throttled ? 1 : 0);
                yield List.of(
                        heldBack(attempt, due, throttles), outcome(attempt, tell.postponed(attempt, wait, due, now)));
            }
            case NextStep.Skip(var why) -> ofSkipped(attempt, why, now);
            case NextStep.Bury end ->
                List.of(buried(attempt, end, now), outcome(attempt, tell.dead(attempt, end, now)));
        };
    }

    /// It was no longer worth telling when its turn came.
    List<ProducerRecord<byte[], byte[]>> ofExpired(Attempt attempt, Instant now) {
        return List.of(outcome(attempt, tell.expired(attempt, now)));
    }

    /// The person was erased before its turn came, or while a provider was asked in vain.
    ///
    /// @param calls of the provider that were made
    List<ProducerRecord<byte[], byte[]>> ofErased(Attempt attempt, int calls, Instant now) {
        return List.of(outcome(attempt, tell.erased(attempt, calls, now)));
    }

    List<ProducerRecord<byte[], byte[]>> ofCancelled(Attempt attempt, Instant now) {
        return List.of(outcome(attempt, tell.cancelled(attempt, now)));
    }

    /// Its address, or its person, wants no more of it.
    List<ProducerRecord<byte[], byte[]>> ofSkipped(Attempt attempt, Reason why, Instant now) {
        return List.of(outcome(attempt, tell.skipped(attempt, why, now)));
    }

    /// To where retries wait: it comes back as the same attempt when its event's pause ends.
    List<ProducerRecord<byte[], byte[]>> ofPaused(Attempt attempt, Instant now) {
        return List.of(
                heldBack(attempt, millisFrom(now.plus(LOOKED_AT_AFTER)), attempt.throttles()),
                outcome(attempt, tell.held(attempt, now)));
    }

    /// Bytes that are no delivery: as they came, with the reason, beside the events that could not be read.
    List<ProducerRecord<byte[], byte[]>> ofUnreadable(ConsumerRecord<byte[], byte[]> input, String why) {
        ProducerRecord<byte[], byte[]> aside = new ProducerRecord<>(
                topics.eventsDlt().name(),
                input.partition(),
                Bury.key(input.key()),
                Bury.value(input.value()),
                input.headers());
        String origin = input.topic() + "-" + input.partition() + "@" + input.offset();
        Bury.explain(aside.headers(), Reason.UNREADABLE, why, origin, input.value());
        return List.of(aside);
    }

    /// The first millisecond that is not before: a wait that was asked for is never shortened.
    private static Instant millisFrom(Instant instant) {
        return instant.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
    }

    private ProducerRecord<byte[], byte[]> again(Attempt attempt, Instant due, String why) {
        ProducerRecord<byte[], byte[]> record = waiting(attempt, attempt.number() + 1, due);
        RecordHeaders.put(
                record.headers(),
                RecordHeaders.FIRST_FAILURE,
                attempt.firstFailure().orElse(shortened(why)));
        return record;
    }

    /// The same attempt again; a number tells it from a repeat of the one before.
    private ProducerRecord<byte[], byte[]> heldBack(Attempt attempt, Instant due, int throttles) {
        ProducerRecord<byte[], byte[]> record = waiting(attempt, attempt.number(), due);
        RecordHeaders.put(record.headers(), RecordHeaders.HOLDS, String.valueOf(attempt.holds() + 1));
        if (throttles > 0) {
            RecordHeaders.put(record.headers(), RecordHeaders.THROTTLES, String.valueOf(throttles));
        }
        attempt.firstFailure().ifPresent(why -> RecordHeaders.put(record.headers(), RecordHeaders.FIRST_FAILURE, why));
        return record;
    }

    /// The very bytes that came, so that a retry is sent as it was rendered.
    private ProducerRecord<byte[], byte[]> waiting(Attempt attempt, int next, Instant due) {
        ProducerRecord<byte[], byte[]> record =
                replacing(attempt, topics.retry(tell.channel()), attempt.input().value());
        RecordHeaders.put(record.headers(), RecordHeaders.ATTEMPT, String.valueOf(next));
        RecordHeaders.put(record.headers(), RecordHeaders.MAX_ATTEMPTS, String.valueOf(tell.maxAttempts()));
        RecordHeaders.put(record.headers(), RecordHeaders.NOT_BEFORE, String.valueOf(due.toEpochMilli()));
        return record;
    }

    private ProducerRecord<byte[], byte[]> buried(Attempt attempt, NextStep.Bury end, Instant now) {
        DeadLetter letter = DeadLetter.newBuilder()
                .setDelivery(attempt.delivery())
                .setReason(end.reason())
                .setError(shortened(end.why()))
                .setErrorCategory(Names.of(end.category()))
                .setProvider(attempt.provider())
                .setAttempts(attempt.calls())
                .setFirstFailure(attempt.firstFailure().orElse(shortened(end.why())))
                .setAt(now)
                .setTraceparent(
                        attempt.traced().onward().map(TraceContext::text).orElse(null))
                .build();
        return replacing(attempt, topics.deadLetters(tell.channel()), deadLetters.encode(letter));
    }

    private ProducerRecord<byte[], byte[]> outcome(Attempt attempt, Outcome outcome) {
        return replacing(attempt, topics.outcomes(), outcomes.encode(new OutcomeMessage(outcome)));
    }

    private ProducerRecord<byte[], byte[]> replacing(Attempt attempt, Topic topic, byte[] value) {
        String recipient = attempt.delivery().getRecipient();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic.name(), topics.partitioning().of(recipient), recipient.getBytes(StandardCharsets.UTF_8), value);
        // only ours: others may have any size
        attempt.traced().onward().ifPresent(trace -> trace.put(record.headers()));
        return record;
    }
}
