package dev.fanfare.producer.replays;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.peers.AskStreams;
import dev.fanfare.producer.peers.AskStreams.Said;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.DeliveryHeard;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.DeliveryRead;
import dev.fanfare.schemas.Heard;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.OutcomeMessage;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;

/// Takes the word of whoever was told, a webhook's endpoint say, that it was read: steps that wait for it are not told.
final class AcknowledgeDelivery {

    private final Outlets outlets;
    private final AskStreams streams;
    private final InstantSource clock;

    AcknowledgeDelivery(Outlets outlets, AskStreams streams, InstantSource clock) {
        this.outlets = outlets;
        this.streams = streams;
        this.clock = clock;
    }

    /// 204, twice as well.
    ServerResponse acknowledge(ServerRequest call) {
        String id = call.pathVariable(ReplayRoutes.ID);
        if (DeliveryId.recipientHash(id).isEmpty()) {
            throw Answers.none("delivery", id);
        }
        Said said = known(id);
        String recipient = said.json().path("recipient").asString("");
        if (said.isUnknown() || recipient.isEmpty()) {
            throw Answers.none("delivery", id);
        }
        String event = said.json().path("event").asString("");
        var heard = new DeliveryHeard(id, event, recipient, Heard.READ, clock.instant());
        outlets.deliveryCommands()
                .send(new Message<>(recipient, id, new DeliveryCommand(heard), Map.of()))
                .acknowledged();
        tellTracking(said.json(), heard);
        return ServerResponse.noContent().build();
    }

    /// Of an event to very many people tracking keeps no record of each; what waits for one knows it.
    private Said known(String id) {
        Said tracked = streams.get("/v1/deliveries/" + id);
        return tracked.isUnknown() ? streams.get("/internal/awaited/" + id) : tracked;
    }

    /// It notes with the delivery when it was read.
    private void tellTracking(JsonNode delivery, DeliveryHeard heard) {
        String type = type(heard.getEvent());
        Instant acceptedAt = acceptedAt(delivery.path("acceptedAt").asString(""));
        Names.parse(Channel.class, delivery.path("channel").asString("")).ifPresent(channel -> {
            var read = new DeliveryRead(
                    heard.getDelivery(), heard.getRecipient(), channel, type, acceptedAt, heard.getAt());
            outlets.outcomes()
                    .send(new Message<>(heard.getRecipient(), heard.getRecipient(), new OutcomeMessage(read), Map.of()))
                    .acknowledged();
        });
    }

    /// By its type the day's sums count it. They may miss one: that somebody read it must not wait for another owner.
    private @Nullable String type(String event) {
        try {
            Said said = streams.get("/v1/events/" + event);
            return said.ok() ? said.json().path("type").stringValue(null) : null;
        } catch (Refused nobodySays) {
            return null;
        }
    }

    /// Null where nobody says so: then tracking looks for it.
    private static @Nullable Instant acceptedAt(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException other) {
            return null;
        }
    }
}
