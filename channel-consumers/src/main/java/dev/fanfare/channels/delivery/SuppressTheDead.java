package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Suppression;
import dev.fanfare.schemas.SuppressionReason;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.serde.AwaitRegistry;
import dev.fanfare.schemas.serde.Codec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/// A gateway whose provider's last word on an address is kept: it is told nothing more.
///
/// Written before the delivery's own end, so that a crash in between asks the provider once more rather than for ever.
/// From then on it is a plain rejection: an address that is suppressed needs no breaker, and may come back.
public record SuppressTheDead(
        Gateway gateway, Topics topics, Codec<Suppression> codec, WriteRecords write, InstantSource clock)
        implements Gateway {

    private static final int LONGEST = 500;

    @Override
    public Answer send(Delivery delivery) {
        return send(delivery, Optional.empty());
    }

    @Override
    public Answer send(Delivery delivery, Optional<TraceContext> trace) {
        // what is registered while the call is under way is newer than what the call says
        Instant asked = clock.instant();
        Answer answer = gateway.send(delivery, trace);
        if (answer instanceof Answer.Gone(var why)) {
            try {
                write.run(List.of(record(delivery, why, asked)));
            } catch (InterruptedException cut) {
                Thread.currentThread().interrupt();
                return new Answer.Deferred(Category.INTERNAL, "cut while its address was taken off: " + why);
            }
            return new Answer.Rejected(Category.ADDRESS, why);
        }
        return answer;
    }

    @Override
    public boolean takes(Delivery delivery) {
        return gateway.takes(delivery);
    }

    @Override
    public Optional<String> endpoint(Delivery delivery) {
        return gateway.endpoint(delivery);
    }

    @Override
    public String provider() {
        return gateway.provider();
    }

    @Override
    public void close() {
        gateway.close();
    }

    private ProducerRecord<byte[], byte[]> record(Delivery delivery, String why, Instant at)
            throws InterruptedException {
        Suppression suppression = Suppression.newBuilder()
                .setRecipient(delivery.getRecipient())
                .setChannel(delivery.getChannel())
                .setAddress(delivery.getAddress())
                .setReason(reason(delivery.getChannel()))
                .setDetail(why.length() <= LONGEST ? why : why.substring(0, LONGEST))
                .setAt(at)
                .build();
        byte[] value = AwaitRegistry.during(() -> codec.encode(suppression));
        return new ProducerRecord<>(
                topics.suppressions().name(),
                topics.partitioning().of(delivery.getRecipient()),
                Topics.suppressionKey(suppression).getBytes(StandardCharsets.UTF_8),
                value);
    }

    private static SuppressionReason reason(Channel channel) {
        return switch (channel) {
            case EMAIL -> SuppressionReason.BOUNCED;
            case SMS -> SuppressionReason.OPTED_OUT;
            case PUSH -> SuppressionReason.UNREGISTERED;
            case WEBHOOK, WEBSOCKET, IN_APP -> SuppressionReason.OTHER;
        };
    }
}
