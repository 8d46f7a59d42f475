package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.decide.Decision;
import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.render.MakeDelivery;
import dev.fanfare.fanout.render.Rendered;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The dead letter of a delivery that no provider was called for, without words, since there are none or too many.
///
/// Only channels with a provider have dead letters; on the others the chunk's entry is all that says it.
final class BuryDelivery {

    private static final int WHY_MOST = 1_000;
    private static final Rendered NO_WORDS = new Rendered("", "", "", null, null, null);

    private final Map<Channel, Codec<DeadLetter>> codecs = new EnumMap<>(Channel.class);
    private final Topics topics;
    private final int partition;
    private final TellPerson.Out out;

    /// @param partition that of every recipient met here
    BuryDelivery(Topics topics, Codecs codecs, int partition, TellPerson.Out out) {
        this.topics = topics;
        this.partition = partition;
        this.out = out;
        Topics.CHANNELS.stream()
                .filter(Topics::hasProvider)
                .forEach(channel -> this.codecs.put(channel, codecs.of(topics.deadLetters(channel), DeadLetter.class)));
    }

    /// Why a delivery is given up.
    record Cause(Reason reason, String why, Instant at) {}

    void bury(Slice slice, String recipient, Decision decision, Lane lane, Cause cause) {
        Codec<DeadLetter> codec = codecs.get(decision.channel());
        if (codec == null) {
            return;
        }
        String why = cause.why().length() > WHY_MOST ? cause.why().substring(0, WHY_MOST) : cause.why();
        Tell told = decision instanceof Tell tell ? tell : new Tell(decision.channel(), decision.address(), List.of());
        String id = DeliveryId.of(slice.getKey(), recipient, told.channel(), told.address());
        Delivery delivery = MakeDelivery.of(slice, id, recipient, told, lane, NO_WORDS);
        DeadLetter letter = new DeadLetter();
        letter.setDelivery(delivery);
        letter.setReason(cause.reason());
        letter.setError(why);
        letter.setErrorCategory("internal");
        letter.setAttempts(0);
        letter.setAt(cause.at());
        letter.setTraceparent(slice.getTraceparent());
        byte[] bytes = codec.encode(letter);
        out.bury(
                recipient,
                Outgoing.to(topics.deadLetters(decision.channel()), partition, bytes),
                slice.getTraceparent());
    }
}
