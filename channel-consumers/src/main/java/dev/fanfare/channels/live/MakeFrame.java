package dev.fanfare.channels.live;

import dev.fanfare.channels.inbox.InboxJson;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.InboxItem;
import dev.fanfare.schemas.Live;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.serde.Codec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes of a record what streams are told; nothing of one whose time is over, or whose person was erased since.
final class MakeFrame {

    private static final Logger LOG = LoggerFactory.getLogger(MakeFrame.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Codec<Live> codec;
    private final ErasedPeople erased;
    private final InstantSource clock;

    MakeFrame(Codec<Live> codec, ErasedPeople erased, InstantSource clock) {
        this.codec = codec;
        this.erased = erased;
        this.clock = clock;
    }

    Optional<Frame> run(String recipient, ConsumerRecord<byte[], byte[]> record) {
        return switch (codec.decode(record.value())) {
            case Decoded.Readable<Live>(var live) when isOver(recipient, live.getItem()) -> Optional.empty();
            case Decoded.Readable<Live>(var live) -> Optional.of(frame(record.offset() + 1, live));
            case Decoded.Absent<Live>() -> Optional.empty();
            case Decoded.Unreadable<Live>(var why) -> {
                LOG.atWarn().addKeyValue("why", why).log("What a stream is to be told could not be read");
                yield Optional.empty();
            }
        };
    }

    /// What the reader knows may be out of date.
    static Frame reset(long id) {
        return frame(id, "reset", json(id, "reset"));
    }

    private boolean isOver(String recipient, @Nullable InboxItem item) {
        if (item == null) {
            return false;
        }
        Instant acceptedAt = item.getAcceptedAt();
        Instant expiresAt = item.getExpiresAt();
        return acceptedAt != null && erased.isErased(recipient, acceptedAt)
                || expiresAt != null && !clock.instant().isBefore(expiresAt);
    }

    private static Frame frame(long id, Live live) {
        String event = Names.of(live.getKind());
        ObjectNode json = json(id, event);
        if (!live.getDelivery().isEmpty()) {
            json.put("delivery", live.getDelivery());
        }
        if (live.getUnread() >= 0) {
            json.put("unread", live.getUnread());
        }
        json.put("at", live.getAt().toString());
        if (live.getItem() != null) {
            json.set("item", InboxJson.item(live.getItem()));
        }
        return frame(id, event, json);
    }

    private static ObjectNode json(long id, String event) {
        return JSON.createObjectNode().put("id", String.valueOf(id)).put("event", event);
    }

    private static Frame frame(long id, String event, ObjectNode json) {
        return new Frame(id, event, JSON.writeValueAsBytes(json));
    }
}
