package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.decide.Decide;
import dev.fanfare.fanout.decide.Decision;
import dev.fanfare.fanout.decide.Decision.Leave;
import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.expand.MergeWalk.Met;
import dev.fanfare.fanout.render.RenderException;
import dev.fanfare.fanout.render.Rendered;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Takes one met person through decide, render and route. Whatever goes wrong with one person stays with that person.
final class TellPerson {

    private final Map<Topic, Codec<Delivery>> codecs = new HashMap<>();
    private final Topics topics;
    private final int partition;
    private final Out out;

    /// Takes deliveries on their way.
    interface Out {
        void deliver(String recipient, Outgoing delivery, @Nullable String traceparent);
    }

    /// @param partition that of every recipient met here
    TellPerson(Topics topics, Codecs codecs, int partition, Out out) {
        this.topics = topics;
        this.partition = partition;
        this.out = out;
        for (Channel channel : Topics.CHANNELS) {
            topics.lanes(channel).forEach(topic -> this.codecs.put(topic, codecs.of(topic, Delivery.class)));
        }
    }

    void tell(Expansion expansion, Met met, Lane lane, Instant now, ChunkOfDeliveries chunk) {
        chunk.met();
        for (Decision decision : decide(expansion, met, now)) {
            chunk.add(
                    switch (decision) {
                        case Leave leave -> entry(expansion, met, leave, lane, leave.state(), leave.reason());
                        case Tell tell -> told(expansion, met, tell, lane);
                    });
        }
    }

    private static List<Decision> decide(Expansion expansion, Met met, Instant now) {
        try {
            return expansion.decide.decide(met.id(), met.profile(), now);
        } catch (RuntimeException ours) {
            expansion.complainOnce(ours);
            return expansion.slice.getChannels().stream()
                    .<Decision>map(channel -> new Leave(channel, "", State.DEAD, Reason.INTERNAL))
                    .toList();
        }
    }

    private ChunkEntry told(Expansion expansion, Met met, Tell tell, Lane lane) {
        Delivery delivery;
        try {
            delivery = deliveryOf(expansion, met, tell, lane);
        } catch (RenderException noWords) {
            expansion.complainOnce(noWords);
            return entry(expansion, met, tell, lane, State.DEAD, noWords.reason());
        } catch (RuntimeException ours) {
            expansion.complainOnce(ours);
            return entry(expansion, met, tell, lane, State.DEAD, Reason.INTERNAL);
        }
        Topic topic = topics.channel(tell.channel(), lane);
        byte[] bytes = Objects.requireNonNull(codecs.get(topic), topic.name()).encode(delivery);
        if (bytes.length > Sizes.DELIVERY) {
            return entry(expansion, met, tell, lane, State.DEAD, Reason.TOO_LARGE);
        }
        out.deliver(met.id(), Outgoing.to(topic, partition, bytes), expansion.slice.getTraceparent());
        return entry(expansion, met, tell, lane, State.QUEUED, null);
    }

    private static Delivery deliveryOf(Expansion expansion, Met met, Tell tell, Lane lane) {
        Recipient person = Objects.requireNonNull(Decide.person(met.id(), met.profile()), "decided for nobody");
        Rendered words = expansion.words.render(person, tell.channel());
        return MakeDelivery.of(expansion.slice, met.id(), tell, lane, words);
    }

    private static ChunkEntry entry(
            Expansion expansion, Met met, Decision decision, Lane lane, State state, @Nullable Reason reason) {
        String id = DeliveryId.of(expansion.slice.getKey(), met.id(), decision.channel(), decision.address());
        return new ChunkEntry(id, met.id(), decision.channel(), lane, state, reason);
    }
}
