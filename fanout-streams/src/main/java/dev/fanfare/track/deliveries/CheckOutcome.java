package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.DeliveryRead;
import dev.fanfare.schemas.DigestMember;
import dev.fanfare.schemas.DigestSent;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import java.util.Optional;
import java.util.stream.Stream;

/// Says what is wrong with a message that can be read and yet has no place in the store.
public final class CheckOutcome {

    private CheckOutcome() {}

    public static Optional<String> fault(OutcomeMessage message) {
        return switch (message.getContent()) {
            case Chunk chunk
            when chunk.getQueued().remaining() % DeliveryId.BYTES != 0 ->
                Optional.of("no delivery ids: " + chunk.getQueued().remaining() + " bytes");
            case Chunk chunk ->
                ids(chunk.getEvent(), chunk.getEntries().stream().map(ChunkEntry::getDelivery));
            case DeliveryRead read ->
                DeliveryKeys.id(read.getDelivery()).isPresent()
                        ? Optional.empty()
                        : Optional.of("no delivery id: " + read.getDelivery());
            case Outcome outcome -> ids(outcome.getEvent(), Stream.of(outcome.getDelivery()));
            case DigestSent sent ->
                ids(
                        sent.getEvent(),
                        Stream.concat(
                                Stream.of(sent.getDelivery()),
                                sent.getMembers().stream().map(DigestMember::getDelivery)));
            default -> Optional.of("neither a chunk nor an outcome");
        };
    }

    private static Optional<String> ids(String event, Stream<String> deliveries) {
        return event.length() != EventKey.LENGTH
                ? Optional.of("no event key: " + event)
                : deliveries
                        .filter(id -> DeliveryKeys.id(id).isEmpty())
                        .findFirst()
                        .map(id -> "no delivery id: " + id);
    }
}
