package dev.fanfare.fanout.retry;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.schemas.WaitsFor;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Reads what a channel wrote to its retry topic. Headers that make no sense are taken for the least that they may be.
final class ReadRetry {

    /// Waits that are longer end here.
    static final Duration LONGEST = Duration.ofDays(366);

    private static final int SECOND = 2;
    private static final int ATTEMPTS_MOST = 10_000;
    private static final int WHY_MOST = 1_000;
    /// Longer than anything that admit lets through.
    private static final int RECIPIENT_MOST = 1_000;
    private static final int EVENT_MOST = 1_000;

    private final Map<String, Channel> channels = new HashMap<>();
    private final Map<Channel, Codec<Delivery>> codecs = new HashMap<>();
    private final Partitioning partitioning;

    ReadRetry(Topics topics, Codecs codecs) {
        partitioning = topics.partitioning();
        Topics.CHANNELS.stream().filter(Topics::hasProvider).forEach(channel -> {
            this.channels.put(topics.retry(channel).name(), channel);
            this.codecs.put(channel, codecs.of(topics.retry(channel), Delivery.class));
        });
    }

    /// What a record of a retry topic holds.
    sealed interface Read {
        record Retry(String id, Instant due, WaitingRetry waiting) implements Read {}

        /// @param told what could be read of it nevertheless, with the delivery's id
        record Unusable(Reason reason, String why, @Nullable Retry told) implements Read {
            Unusable(Reason reason, String why) {
                this(reason, why, null);
            }
        }
    }

    Read read(String topic, int partition, byte @Nullable [] value, Headers headers, Instant now) {
        Channel channel = channels.get(topic);
        if (channel == null) {
            return unreadable("no retry topic: " + topic);
        }
        return switch (java.util.Objects.requireNonNull(codecs.get(channel)).decode(value)) {
            case Decoded.Readable<Delivery>(var delivery) -> {
                Read.Retry retry = retry(delivery, bytes(value), headers, now);
                if (bytes(value).length > Sizes.DELIVERY) {
                    String why = "a delivery may have " + Sizes.DELIVERY + " bytes";
                    yield new Read.Unusable(Reason.TOO_LARGE, why, retry);
                }
                String fault = fault(delivery, channel, partition);
                yield fault == null ? retry : new Read.Unusable(Reason.UNREADABLE, fault, retry);
            }
            case Decoded.Absent<Delivery>() -> unreadable("no value");
            case Decoded.Unreadable<Delivery>(var why) -> unreadable(why);
        };
    }

    /// Whom a rule or a record in Avro names may be called anything: what was told once is retried.
    private @Nullable String fault(Delivery delivery, Channel channel, int partition) {
        String recipient = delivery.getRecipient();
        if (delivery.getChannel() != channel) {
            return "a delivery of another channel";
        }
        if (delivery.getEvent().length() > EVENT_MOST) {
            return "no event key";
        }
        if (recipient.length() > RECIPIENT_MOST || partitioning.of(recipient) != partition) {
            return "not a recipient of this partition";
        }
        OptionalInt owner = partitioning.ofDelivery(delivery.getId());
        return owner.isEmpty() || owner.getAsInt() != partition ? "no delivery id of this recipient" : null;
    }

    private static Read.Retry retry(Delivery delivery, byte[] bytes, Headers headers, Instant now) {
        WaitingRetry waiting = new WaitingRetry();
        waiting.setEvent(delivery.getEvent());
        waiting.setType(delivery.getType());
        waiting.setRecipient(delivery.getRecipient());
        waiting.setChannel(delivery.getChannel());
        waiting.setLane(delivery.getLane());
        waiting.setReplay(delivery.getReplay());
        int holds = attempts(headers, RecordHeaders.HOLDS, 0);
        waiting.setHolds(holds);
        waiting.setThrottles(attempts(headers, RecordHeaders.THROTTLES, 0));
        boolean first =
                holds > 0 || RecordHeaders.get(headers, RecordHeaders.REPLAY).isPresent();
        waiting.setAttempt(attempts(headers, RecordHeaders.ATTEMPT, first ? 1 : SECOND));
        waiting.setRefresh(RecordHeaders.get(headers, RecordHeaders.REFRESH).isPresent());
        waiting.setSince(now);
        waiting.setMaxAttempts(attempts(headers, RecordHeaders.MAX_ATTEMPTS, 0));
        waiting.setMandatory(delivery.getMandatory());
        waiting.setAcceptedAt(delivery.getAcceptedAt());
        waiting.setExpiresAt(delivery.getExpiresAt());
        waiting.setFirstFailure(text(headers, RecordHeaders.FIRST_FAILURE, WHY_MOST));
        waiting.setTraceparent(TraceContext.of(headers).map(TraceContext::text).orElse(null));
        waiting.setDelivery(ByteBuffer.wrap(bytes));
        Instant due = due(headers, now);
        waiting.setNotBefore(due);
        waiting.setKind(WaitsFor.RETRY);
        // whoever replays it wants it told now
        waiting.setQuiet(delivery.getReplay() > 0 ? null : delivery.getQuiet());
        waiting.setAwaits(List.of());
        waiting.setCounted(List.of());
        return new Read.Retry(delivery.getId(), due, waiting);
    }

    private static int attempts(Headers headers, String name, int least) {
        return Math.clamp(RecordHeaders.number(headers, name, least), least, ATTEMPTS_MOST);
    }

    /// At once where nothing is said.
    private static Instant due(Headers headers, Instant now) {
        long asked = RecordHeaders.number(headers, RecordHeaders.NOT_BEFORE, now.toEpochMilli());
        return Instant.ofEpochMilli(Math.min(asked, now.plus(LONGEST).toEpochMilli()));
    }

    private static @Nullable String text(Headers headers, String name, int most) {
        return RecordHeaders.get(headers, name)
                .map(text -> text.length() <= most ? text : text.substring(0, most))
                .orElse(null);
    }

    private static byte[] bytes(byte @Nullable [] value) {
        return value == null ? new byte[0] : value;
    }

    private static Read unreadable(String why) {
        return new Read.Unusable(Reason.UNREADABLE, why);
    }
}
