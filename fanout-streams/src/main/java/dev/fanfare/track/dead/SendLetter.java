package dev.fanfare.track.dead;

import dev.fanfare.schemas.BuriedHeader;
import dev.fanfare.schemas.BuriedRecord;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.TraceContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Sends a dead letter again: a delivery by way of its channel's retries, whose owner looks whether it is still to be
/// told, and counts it as open again; a record of `events.dlt` to the topic of events where it stood.
final class SendLetter {

    private static final Set<String> OURS = Set.of(RecordHeaders.REASON, RecordHeaders.ORIGIN, RecordHeaders.LENGTH);

    private final DeadLetters.Parts parts;
    private final ProcessorContext<byte[], Object> context;

    /// How letters are sent again.
    ///
    /// @param replay which one does it
    /// @param refresh to the address of now
    /// @param perSecond on this partition; 0 for as fast as it goes
    record Way(String replay, boolean refresh, double perSecond) {

        /// What piles up on its way may go on a little faster, or it would never be worked off.
        private static final double FASTER = 1.05;
        private static final double MICROS = 1_000_000;

        /// In microseconds.
        long spacing() {
            return Math.round(MICROS / (perSecond * FASTER));
        }
    }

    SendLetter(DeadLetters.Parts parts, ProcessorContext<byte[], Object> context) {
        this.parts = parts;
        this.context = context;
    }

    /// @return whether there was anything to send
    boolean again(Letter letter, Way way) {
        if (!letter.head().getWhole()) {
            return false;
        }
        Channel channel = letter.head().getChannel();
        if (channel == null) {
            return event(letter);
        }
        String topic = parts.topics().deadLetters(channel).name();
        if (parts.letters(topic).decode(letter.bytes()) instanceof Decoded.Readable<DeadLetter>(var dead)) {
            delivery(dead, channel, way);
            return true;
        }
        return false;
    }

    private void delivery(DeadLetter dead, Channel channel, Way way) {
        Delivery delivery = dead.getDelivery();
        Instant now = parts.aging().clock().instant();
        delivery.setReplay(delivery.getReplay() + 1);
        Again again = new Again(
                parts.topics().retry(channel).name(),
                partition(),
                parts.retries(channel).encode(delivery));
        Record<byte[], Object> retry = record(text(delivery.getRecipient()), again, now);
        TraceContext.parse(dead.getTraceparent()).ifPresent(trace -> trace.put(retry.headers()));
        RecordHeaders.put(retry.headers(), RecordHeaders.REPLAY, way.replay());
        RecordHeaders.put(retry.headers(), RecordHeaders.ATTEMPT, "1");
        RecordHeaders.put(retry.headers(), RecordHeaders.NOT_BEFORE, String.valueOf(now.toEpochMilli()));
        if (way.perSecond() > 0) {
            RecordHeaders.put(retry.headers(), RecordHeaders.SPACING, String.valueOf(way.spacing()));
        }
        if (way.refresh()) {
            RecordHeaders.put(retry.headers(), RecordHeaders.REFRESH, "true");
        }
        context.forward(retry, DeadLetters.AGAIN);
        context.forward(
                record(text(delivery.getId()), new OutcomeMessage(queued(delivery, now)), now), DeadLetters.OUTCOMES);
    }

    /// No attempt of this replay was made yet.
    private static Outcome queued(Delivery delivery, Instant now) {
        return Outcome.newBuilder()
                .setDelivery(delivery.getId())
                .setEvent(delivery.getEvent())
                .setType(delivery.getType())
                .setRecipient(delivery.getRecipient())
                .setChannel(delivery.getChannel())
                .setLane(delivery.getLane())
                .setState(State.QUEUED)
                .setReplay(delivery.getReplay())
                .setAttempt(0)
                .setAcceptedAt(delivery.getAcceptedAt())
                .setAt(now)
                .build();
    }

    private boolean event(Letter letter) {
        String origin = letter.head().getOrigin();
        if (origin == null) {
            return false;
        }
        BuriedRecord buried = LetterStore.BURIED.decode(letter.bytes());
        Again again = new Again(ReadLetter.topicOf(origin), partition(), bytes(buried.getValue()));
        ByteBuffer key = buried.getKey();
        Record<byte[], Object> record = record(
                key == null ? null : bytes(key), again, parts.aging().clock().instant());
        copy(buried, record.headers());
        context.forward(record, DeadLetters.AGAIN);
        return true;
    }

    private static void copy(BuriedRecord from, Headers to) {
        for (BuriedHeader header : from.getHeaders()) {
            if (!OURS.contains(header.getName())) {
                to.add(header.getName(), bytes(header.getValue()));
            }
        }
    }

    private int partition() {
        return context.taskId().partition();
    }

    @SuppressWarnings("NullAway") // a record of others may have no key
    private static Record<byte[], Object> record(byte @Nullable [] key, Object value, Instant now) {
        return new Record<>(key, value, now.toEpochMilli());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
