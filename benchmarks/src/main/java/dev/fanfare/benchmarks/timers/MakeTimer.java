package dev.fanfare.benchmarks.timers;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Timers as the topics of the fan-out take them.
final class MakeTimer {

    static final String TYPE = "bench.timers";

    private static final String SOURCE = "/bench/timers";
    private static final String BODY =
            "The summer fair is on Saturday at 3 pm in the yard. Bring cake, and a chair to sit on.";

    private final Topics topics;
    private final Codec<Delivery> deliveries;
    private final Codec<Event> events;

    MakeTimer(Topics topics, Codecs codecs) {
        this.topics = topics;
        this.deliveries = codecs.of(topics.retry(Channel.EMAIL), Delivery.class);
        this.events = codecs.of(topics.events(Lane.STANDARD), Event.class);
    }

    /// Where timers of this kind are written.
    Topic topic(Kind kind) {
        return switch (kind) {
            case DELIVERY -> topics.retry(Channel.EMAIL);
            case SENDAT -> topics.events(Lane.STANDARD);
        };
    }

    /// A timer for one person.
    ///
    /// @param n its own
    ProducerRecord<byte[], byte[]> record(Kind kind, int n, String person, Instant due) {
        return switch (kind) {
            case DELIVERY -> delivery(n, person, due);
            case SENDAT -> event("at-" + n, person, due.toString());
        };
    }

    /// An event to one person, told at once.
    ProducerRecord<byte[], byte[]> now(int n, String person) {
        return event("now-" + n, person, null);
    }

    private ProducerRecord<byte[], byte[]> event(String id, String person, @Nullable String at) {
        String key = EventKey.of(SOURCE, id);
        Event event = Event.newBuilder()
                .setId(id)
                .setSource(SOURCE)
                .setType(TYPE)
                .setRecipients(List.of(person))
                .setData("{\"school\": \"Hill Road School\", \"hour\": \"3 pm\"}")
                .setSendAt(at)
                .build();
        return new ProducerRecord<>(
                topics.events(Lane.STANDARD).name(),
                topics.partitioning().of(key),
                key.getBytes(StandardCharsets.UTF_8),
                events.encode(event));
    }

    private ProducerRecord<byte[], byte[]> delivery(int n, String person, Instant due) {
        String event = EventKey.of(SOURCE, String.valueOf(n));
        Instant now = Instant.now();
        String address = People.address(person);
        Delivery delivery = Delivery.newBuilder()
                .setId(DeliveryId.of(event, person, Channel.EMAIL, address))
                .setRecipient(person)
                .setAddress(address)
                .setSecrets(List.of())
                .setEvent(event)
                .setType(TYPE)
                .setChannel(Channel.EMAIL)
                .setLane(Lane.STANDARD)
                .setPriority(Priority.NORMAL)
                .setLocale("en")
                .setTitle("Summer fair at Hill Road School")
                .setBody(BODY)
                .setTimestamp(now)
                .setAcceptedAt(now)
                .build();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topics.retry(Channel.EMAIL).name(),
                topics.partitioning().of(person),
                person.getBytes(StandardCharsets.UTF_8),
                deliveries.encode(delivery));
        RecordHeaders.put(record.headers(), RecordHeaders.NOT_BEFORE, String.valueOf(due.toEpochMilli()));
        return record;
    }
}
