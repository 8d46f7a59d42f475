package dev.fanfare.fanout.expand;

import static java.util.Objects.requireNonNull;

import dev.fanfare.fanout.decide.Decide;
import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.expand.MergeWalk.Met;
import dev.fanfare.fanout.render.RenderException;
import dev.fanfare.fanout.render.Rendered;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import java.util.EnumMap;
import java.util.Map;

/// Renders and encodes one delivery of one met person.
final class MakeForPerson {

    private final Map<Lane, Map<Channel, Topic>> routes = new EnumMap<>(Lane.class);
    private final EncodeDelivery encode;

    MakeForPerson(Topics topics, Codecs codecs) {
        for (Lane lane : Lane.values()) {
            Map<Channel, Topic> ofLane = new EnumMap<>(Channel.class);
            for (Channel channel : Channel.values()) {
                ofLane.put(channel, topics.channel(channel, lane));
            }
            routes.put(lane, ofLane);
        }
        this.encode = new EncodeDelivery(codecs);
    }

    Made of(Expansion expansion, Met met, Tell tell, Lane lane) {
        Rendered words;
        try {
            words = expansion.words.render(somebody(met), tell.channel());
        } catch (RenderException noWords) {
            expansion.complainOnce(noWords);
            return new Made.Failed(tell, noWords.reason(), String.valueOf(noWords.getMessage()));
        } catch (RuntimeException ours) {
            expansion.complainOnce(ours);
            return new Made.Failed(tell, Reason.INTERNAL, String.valueOf(ours));
        }
        byte[] id = DeliveryId.bytes(expansion.slice.getKey(), met.id(), tell.channel(), tell.address());
        Topic topic = requireNonNull(requireNonNull(routes.get(lane)).get(tell.channel()));
        byte[] bytes = encode.encode(expansion.shared, topic, DeliveryId.of(id), met.id(), tell, lane, words);
        return bytes.length <= Sizes.DELIVERY
                ? new Made.Ready(tell, id, topic, bytes, words)
                : new Made.Failed(
                        tell,
                        Reason.TOO_LARGE,
                        "rendered it has " + bytes.length + " bytes, and may have " + Sizes.DELIVERY);
    }

    private static Recipient somebody(Met met) {
        return requireNonNull(Decide.person(met.id(), met.profile()), "decided for nobody");
    }
}
