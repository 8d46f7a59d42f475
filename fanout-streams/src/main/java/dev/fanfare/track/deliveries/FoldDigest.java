package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.ChunkDeliveries;
import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.DigestMember;
import dev.fanfare.schemas.DigestSent;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Said;
import dev.fanfare.schemas.State;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.utils.Bytes;

/// Digests: a delivery that belongs to no event, and whose outcomes are those of all that it tells of.
///
/// Its record names them. It counts nowhere itself; each of them moves by the same law as any delivery, so it counts
/// once, whatever comes twice.
final class FoldDigest {

    private FoldDigest() {}

    /// Begins the record of a digest that was sent.
    ///
    /// @param chunk the key under which it is found and dropped, as a chunk's deliveries are
    /// @param lawful takes away what may not be kept
    static void begin(DigestSent sent, Bytes chunk, DeliveryStore store, UnaryOperator<DeliveryStatus> lawful) {
        byte[] id = DeliveryKeys.id(sent.getDelivery()).orElseThrow();
        Bytes key = DeliveryKeys.delivery(id, sent.getAcceptedAt().toEpochMilli());
        if (store.find(key) == null) {
            DeliveryStatus begun = lawful.apply(status(sent, DeliveryKeys.offsetAt(chunk)));
            List<Said> said = sent.getSaid() == null || begun.getSaidIn() == null ? List.of() : List.of(sent.getSaid());
            store.put(key, begun);
            store.put(chunk, new ChunkDeliveries(sent.getAcceptedAt(), ByteBuffer.wrap(id), said));
        }
    }

    private static DeliveryStatus status(DigestSent sent, long chunk) {
        DeliveryStatus status = new DeliveryStatus();
        status.setEvent(sent.getEvent());
        status.setRecipient(sent.getRecipient());
        status.setChannel(sent.getChannel());
        status.setLane(sent.getLane());
        status.setState(State.QUEUED);
        status.setCreatedAt(sent.getAt());
        status.setCounted(true);
        status.setMembers(sent.getMembers());
        status.setPast(List.of());
        status.setSaidIn(sent.getSaid() == null ? null : chunk);
        return status;
    }

    /// What an outcome of the digest says of each delivery in it.
    static List<Outcome> ofMembers(Outcome outcome, List<DigestMember> members) {
        return members.stream().map(member -> of(outcome, member)).toList();
    }

    private static Outcome of(Outcome outcome, DigestMember member) {
        return Outcome.newBuilder(outcome)
                .setDelivery(member.getDelivery())
                .setEvent(member.getEvent())
                .setAcceptedAt(member.getAcceptedAt())
                .build();
    }
}
