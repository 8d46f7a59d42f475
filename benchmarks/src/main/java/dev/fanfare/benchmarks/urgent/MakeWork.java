package dev.fanfare.benchmarks.urgent;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.SliceMessage;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.Words;
import dev.fanfare.schemas.serde.Codecs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Records that wait: each one message for one person, at normal priority.
final class MakeWork {

    static final String TYPE = "bench.waiting";

    private static final String SOURCE = "/bench/waiting";
    private static final Words WORDS = Words.newBuilder()
            .setSubject("Your weekly overview")
            .setText("Nothing here is urgent.")
            .build();

    private final Topics topics;
    private final IntFunction<byte[]> encode;
    private final Backlog backlog;
    private final int people;

    MakeWork(Topics topics, Codecs codecs, Backlog backlog, int people) {
        this.topics = topics;
        this.backlog = backlog;
        this.people = people;
        this.encode = switch (backlog) {
            case EVENTS -> {
                var codec = codecs.of(backlog.topic(topics), Event.class);
                yield n -> codec.encode(event(n));
            }
            case SLICES -> {
                var codec = codecs.of(backlog.topic(topics), SliceMessage.class);
                yield n -> codec.encode(new SliceMessage(slice(n)));
            }
            case DELIVERIES -> {
                var codec = codecs.of(backlog.topic(topics), Delivery.class);
                yield n -> codec.encode(delivery(n));
            }
        };
    }

    /// The n-th, on the partition of its owner.
    ProducerRecord<String, byte[]> record(int n) {
        String key = backlog == Backlog.DELIVERIES ? recipient(n) : key(n);
        String owner = backlog == Backlog.EVENTS ? key(n) : recipient(n);
        return new ProducerRecord<>(
                backlog.topic(topics).name(), topics.partitioning().of(owner), key, encode.apply(n));
    }

    /// As the recipients call takes it.
    static String person(String id) {
        return "{\"id\": \"" + id + "\", \"email\": [\"" + address(id) + "\"]}";
    }

    static String waitingPerson(int n) {
        return "waiting-" + n;
    }

    private static String address(String id) {
        return id + "@example.org";
    }

    private String recipient(int n) {
        return waitingPerson(n % people);
    }

    private static String key(int n) {
        return EventKey.of(SOURCE, String.valueOf(n));
    }

    private Event event(int n) {
        return Event.newBuilder()
                .setId(String.valueOf(n))
                .setSource(SOURCE)
                .setType(TYPE)
                .setRecipients(List.of(recipient(n)))
                .build();
    }

    private Slice slice(int n) {
        String recipient = recipient(n);
        Event event = event(n);
        event.setRecipients(List.of());
        return Slice.newBuilder()
                .setKey(key(n))
                .setEvent(event)
                .setPriority(Priority.NORMAL)
                .setPartitions(List.of(topics.partitioning().of(recipient)))
                .setRecipients(List.of(recipient))
                .setChannels(List.of(Channel.EMAIL))
                .setTemplate(new Template("bench", 1L, Map.of("en", WORDS)))
                .setAcceptedAt(Instant.now())
                .build();
    }

    private Delivery delivery(int n) {
        String recipient = recipient(n);
        Instant now = Instant.now();
        return Delivery.newBuilder()
                .setId(DeliveryId.of(key(n), recipient, Channel.EMAIL, address(recipient)))
                .setRecipient(recipient)
                .setAddress(address(recipient))
                .setEvent(key(n))
                .setType(TYPE)
                .setChannel(Channel.EMAIL)
                .setLane(Lane.STANDARD)
                .setPriority(Priority.NORMAL)
                .setLocale("en")
                .setTitle(WORDS.getSubject())
                .setBody(WORDS.getText())
                .setTimestamp(now)
                .setAcceptedAt(now)
                .build();
    }
}
