package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.BreakerControl;
import dev.fanfare.schemas.EndpointOwner;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.AwaitRegistry;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Says by an event that an endpoint is called no more: a rule for its type tells whoever should know.
///
/// It is made from what all instances read of the disabling, and from nothing else: whoever says it again, after a
/// crash for example, says the same event, which is admitted once.
public final class AnnounceDisabled {

    static final String TYPE = "dev.fanfare.endpoint.disabled";
    static final String SOURCE = "/fanfare/channels";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Topics topics;
    private final Codec<Event> events;
    private final WriteRecords write;

    public AnnounceDisabled(Topics topics, Codecs codecs, WriteRecords write) {
        this.topics = topics;
        this.events = codecs.of(topics.events(Lane.STANDARD), Event.class);
        this.write = write;
    }

    /// Returns at once: whoever reads what all are told must not wait.
    ///
    /// @param at when it was disabled, by the log's clock
    public void begin(BreakerControl control, Instant at) {
        Thread.ofVirtual().name("announce-disabled").start(() -> {
            try {
                write.run(List.of(AwaitRegistry.during(() -> record(control, at))));
            } catch (InterruptedException cut) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private ProducerRecord<byte[], byte[]> record(BreakerControl control, Instant at) {
        Event event = event(control, at);
        String key = EventKey.of(event.getSource(), event.getId());
        Topic topic = topics.events(Lane.STANDARD);
        return new ProducerRecord<>(
                topic.name(),
                topics.partitioning().of(key),
                key.getBytes(StandardCharsets.UTF_8),
                events.encode(event));
    }

    /// Of the endpoint its breaker's name, since the address itself may hold a secret.
    private static Event event(BreakerControl control, Instant at) {
        String endpoint = control.getName();
        EndpointOwner owner = control.getOwner();
        ObjectNode data = JSON.createObjectNode()
                .put("channel", endpoint.substring(0, Math.max(0, endpoint.indexOf(':'))))
                .put("endpoint", endpoint)
                .put("why", control.getWhy());
        Event event = new Event();
        event.setId(endpoint + "/" + at.toEpochMilli());
        event.setSource(SOURCE);
        event.setType(TYPE);
        event.setTime(at);
        if (owner != null) {
            event.setSubject(owner.getRecipient());
            data.put("recipient", owner.getRecipient()).put("host", owner.getHost());
        }
        event.setData(data.toString());
        event.setRecipients(List.of());
        event.setAudiences(List.of());
        event.setChannels(List.of());
        return event;
    }
}
