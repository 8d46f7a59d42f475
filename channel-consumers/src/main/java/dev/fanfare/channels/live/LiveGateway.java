package dev.fanfare.channels.live;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.inbox.InboxItems;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Live;
import dev.fanfare.schemas.LiveKind;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The websocket channel: a message for those who are there now, on the log that their streams read, so that a
/// connection that breaks just then costs nothing. Who is not there is left out.
public final class LiveGateway implements Gateway {

    private final Topics topics;
    private final Codec<Live> codec;
    private final TellPresence.Write write;
    private final Present present;
    private final InstantSource clock;

    /// Whether somebody has a stream open.
    ///
    /// @param here which others may not have heard of yet
    /// @param patience for what others have said to be read after a start
    public record Present(Streams here, WhoIsThere anywhere, Duration patience) {

        boolean has(String recipient) {
            return here.isServed(recipient) || anywhere.has(recipient);
        }

        /// Whether who is not found is not there.
        boolean isKnown() throws InterruptedException {
            return anywhere.awaitKnown(patience);
        }
    }

    public LiveGateway(
            Topics topics, Codec<Live> codec, TellPresence.Write write, Present present, InstantSource clock) {
        this.topics = topics;
        this.codec = codec;
        this.write = write;
        this.present = present;
        this.clock = clock;
    }

    @Override
    public Answer send(Delivery delivery) {
        String recipient = delivery.getRecipient();
        if (!delivery.getAddress().equals(recipient)) {
            return new Answer.Rejected(Category.ADDRESS, "the address is not the recipient");
        }
        try {
            if (present.has(recipient)) {
                return tell(delivery, recipient);
            } else if (!present.isKnown()) {
                return new Answer.Deferred(Category.TIMEOUT, "who has a stream open could not be read in time");
            }
            return present.has(recipient) ? tell(delivery, recipient) : new Answer.Offline("no stream is open");
        } catch (InterruptedException cut) {
            Thread.currentThread().interrupt();
            return new Answer.Deferred(Category.TIMEOUT, "Kafka did not take it in time");
        }
    }

    private Answer tell(Delivery delivery, String recipient) throws InterruptedException {
        Instant now = clock.instant();
        Live live = Live.newBuilder()
                .setKind(LiveKind.MESSAGE)
                .setDelivery(delivery.getId())
                .setItem(InboxItems.of(delivery, now))
                .setAt(now)
                .build();
        write.run(List.of(new ProducerRecord<>(
                topics.live().name(),
                topics.partitioning().of(recipient),
                recipient.getBytes(StandardCharsets.UTF_8),
                codec.encode(live))));
        return new Answer.Delivered("");
    }

    @Override
    public String provider() {
        return "streams";
    }
}
