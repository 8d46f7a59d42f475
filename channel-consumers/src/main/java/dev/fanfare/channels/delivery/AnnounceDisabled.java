package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.json.JsonMapper;

/// Says by an event that an endpoint is called no more: a rule for its type tells whoever should know.
final class AnnounceDisabled {

    static final String TYPE = "dev.fanfare.endpoint.disabled";
    static final String SOURCE = "/fanfare/channels";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Channel channel;
    private final Topics topics;
    private final Codec<Event> events;
    private final WriteRecords write;

    AnnounceDisabled(Channel channel, Topics topics, Codecs codecs, WriteRecords write) {
        this.channel = channel;
        this.topics = topics;
        this.events = codecs.of(topics.events(Lane.STANDARD), Event.class);
        this.write = write;
    }

    /// @param endpoint its breaker's name, since the address itself may hold a secret
    void run(Delivery delivery, String endpoint, String why, Instant now) throws InterruptedException {
        Event event = new Event();
        event.setId(endpoint + "/" + now.toEpochMilli());
        event.setSource(SOURCE);
        event.setType(TYPE);
        event.setSubject(delivery.getRecipient());
        event.setTime(now);
        event.setData(JSON.createObjectNode()
                .put("channel", Names.of(channel))
                .put("recipient", delivery.getRecipient())
                .put("host", host(delivery.getAddress()))
                .put("endpoint", endpoint)
                .put("why", why)
                .toString());
        event.setRecipients(List.of());
        event.setAudiences(List.of());
        event.setChannels(List.of());
        String key = EventKey.of(event.getSource(), event.getId());
        Topic topic = topics.events(Lane.STANDARD);
        write.run(List.of(new ProducerRecord<>(
                topic.name(),
                topics.partitioning().of(key),
                key.getBytes(StandardCharsets.UTF_8),
                events.encode(event))));
    }

    private static String host(String address) {
        try {
            return String.valueOf(URI.create(address).getHost());
        } catch (IllegalArgumentException unreadable) {
            return "";
        }
    }
}
