package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// The records that take an attempt's place: its outcome, and the delivery again where it is retried or given up.
final class Replacements {

    private static final int LONGEST_ERROR = 1_000;

    private final Topics topics;
    private final Sender sender;
    private final Codec<OutcomeMessage> outcomes;
    private final Codec<DeadLetter> deadLetters;

    /// What an outcome says of the channel.
    record Sender(Channel channel, String provider, int maxAttempts) {}

    Replacements(Topics topics, Codecs codecs, Sender sender) {
        this.topics = topics;
        this.sender = sender;
        this.outcomes = codecs.of(topics.outcomes(), OutcomeMessage.class);
        this.deadLetters = codecs.of(topics.deadLetters(sender.channel()), DeadLetter.class);
    }

    List<ProducerRecord<byte[], byte[]>> of(Attempt attempt, NextStep step, Instant now) {
        return switch (step) {
            case NextStep.Finish(var receipt) -> List.of(outcome(attempt, delivered(attempt, now, receipt)));
            case NextStep.RetryIn(var delay, var category, var why) -> {
                Instant due = now.plus(delay);
                yield List.of(
                        again(attempt, due, why),
                        outcome(
                                attempt,
                                failed(attempt, now, State.DEFERRED, null, category, why)
                                        .setNextAttemptAt(due)
                                        .build()));
            }
            case NextStep.Bury(var reason, var category, var why) ->
                List.of(
                        buried(attempt, reason, category, why, now),
                        outcome(
                                attempt,
                                failed(attempt, now, State.DEAD, reason, category, why)
                                        .build()));
        };
    }

    /// It was no longer worth telling when its turn came: no provider was called.
    List<ProducerRecord<byte[], byte[]>> ofExpired(Attempt attempt, Instant now) {
        return List.of(outcome(
                attempt,
                outcome(attempt, now)
                        .setState(State.EXPIRED)
                        .setReason(Reason.EXPIRED)
                        .setAttempt(attempt.number() - 1)
                        .setProvider(null)
                        .build()));
    }

    /// Bytes that are no delivery: as they came, with the reason, beside the events that could not be read.
    List<ProducerRecord<byte[], byte[]>> ofUnreadable(ConsumerRecord<byte[], byte[]> input, String why) {
        ProducerRecord<byte[], byte[]> aside = new ProducerRecord<>(
                topics.eventsDlt().name(), input.partition(), input.key(), input.value(), input.headers());
        RecordHeaders.put(aside.headers(), RecordHeaders.REASON, Names.of(Reason.UNREADABLE) + ": " + shortened(why));
        RecordHeaders.put(
                aside.headers(), RecordHeaders.ORIGIN, input.topic() + "-" + input.partition() + "@" + input.offset());
        return List.of(aside);
    }

    private Outcome delivered(Attempt attempt, Instant now, String receipt) {
        return outcome(attempt, now)
                .setState(State.DELIVERED)
                .setReceipt(receipt.isEmpty() ? null : shortened(receipt))
                .build();
    }

    private Outcome.Builder failed(
            Attempt attempt, Instant now, State state, @Nullable Reason reason, Category category, String why) {
        return outcome(attempt, now)
                .setState(state)
                .setReason(reason)
                .setErrorCategory(Names.of(category))
                .setError(shortened(why));
    }

    private Outcome.Builder outcome(Attempt attempt, Instant now) {
        Delivery delivery = attempt.delivery();
        return Outcome.newBuilder()
                .setDelivery(delivery.getId())
                .setEvent(delivery.getEvent())
                .setType(delivery.getType())
                .setRecipient(delivery.getRecipient())
                .setChannel(delivery.getChannel())
                .setLane(delivery.getLane())
                .setReplay(delivery.getReplay())
                .setAttempt(attempt.number())
                .setMaxAttempts(sender.maxAttempts())
                .setProvider(sender.provider())
                .setAcceptedAt(delivery.getAcceptedAt())
                .setAt(now);
    }

    private ProducerRecord<byte[], byte[]> again(Attempt attempt, Instant due, String why) {
        ProducerRecord<byte[], byte[]> record = replacing(
                attempt, topics.retry(sender.channel()), attempt.input().value());
        RecordHeaders.put(record.headers(), RecordHeaders.ATTEMPT, String.valueOf(attempt.number() + 1));
        RecordHeaders.put(record.headers(), RecordHeaders.NOT_BEFORE, String.valueOf(due.toEpochMilli()));
        RecordHeaders.put(
                record.headers(),
                RecordHeaders.FIRST_FAILURE,
                attempt.firstFailure().orElse(shortened(why)));
        return record;
    }

    private ProducerRecord<byte[], byte[]> buried(
            Attempt attempt, Reason reason, Category category, String why, Instant now) {
        DeadLetter letter = DeadLetter.newBuilder()
                .setDelivery(attempt.delivery())
                .setReason(reason)
                .setError(shortened(why))
                .setErrorCategory(Names.of(category))
                .setProvider(sender.provider())
                .setAttempts(attempt.number())
                .setFirstFailure(attempt.firstFailure().orElse(shortened(why)))
                .setAt(now)
                .build();
        return replacing(attempt, topics.deadLetters(sender.channel()), deadLetters.encode(letter));
    }

    private ProducerRecord<byte[], byte[]> outcome(Attempt attempt, Outcome outcome) {
        byte[] value =
                outcomes.encode(OutcomeMessage.newBuilder().setContent(outcome).build());
        return replacing(attempt, topics.outcomes(), value);
    }

    private ProducerRecord<byte[], byte[]> replacing(Attempt attempt, Topic topic, byte[] value) {
        String recipient = attempt.delivery().getRecipient();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic.name(),
                topics.partitioning().of(recipient),
                recipient.getBytes(StandardCharsets.UTF_8),
                value,
                attempt.input().headers());
        record.headers()
                .remove(RecordHeaders.ATTEMPT)
                .remove(RecordHeaders.NOT_BEFORE)
                .remove(RecordHeaders.FIRST_FAILURE);
        return record;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR - 1) + "…";
    }
}
