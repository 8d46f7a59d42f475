package dev.fanfare.producer.replays;

import dev.fanfare.producer.audit.AuditLine;
import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Callers;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.kafka.Pending;
import dev.fanfare.producer.keys.Caller;
import dev.fanfare.producer.peers.AskStreams;
import dev.fanfare.producer.peers.AskStreams.Said;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.RetryNow;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Sends one delivery now: one that waits for its retry, one that is held, or one that is dead and has its letter.
final class RetryDelivery {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final Outlets outlets;
    private final AskStreams streams;
    private final InstantSource clock;

    RetryDelivery(Outlets outlets, AskStreams streams, InstantSource clock) {
        this.outlets = outlets;
        this.streams = streams;
        this.clock = clock;
    }

    ServerResponse retry(ServerRequest call) {
        String id = call.pathVariable(ReplayRoutes.ID);
        if (DeliveryId.recipientHash(id).isEmpty()) {
            throw Answers.none("delivery", id);
        }
        Said said = streams.get("/v1/deliveries/" + id);
        if (said.isUnknown()) {
            throw Answers.none("delivery", id);
        }
        requireWaiting(said.json().path("state").asString(""), id);
        requireGoing(said.json().path("event").asString(""));
        Instant now = clock.instant();
        Caller caller = Callers.of(call);
        Pending audit = outlets.audit().send(new AuditLine(caller, "delivery.retry", id, null).at(now));
        String recipient = said.json().path("recipient").asString("");
        DeliveryCommand command = new DeliveryCommand(new RetryNow(id, caller.name(), now));
        outlets.deliveryCommands()
                .send(new Message<>(recipient, id, command, Map.of()))
                .acknowledged();
        audit.acknowledged();
        return Answers.json(
                ServerResponse.accepted(), Map.of("id", id, "asked", "retry", "status", "/v1/deliveries/" + id));
    }

    private void requireWaiting(String state, String id) {
        if (state.equals("DEFERRED") || state.equals("HELD")) {
            return;
        }
        if (state.equals("DEAD")) {
            Said letter = letter(id);
            if (letter.isUnknown() || !letter.json().path("replayable").asBoolean(false)) {
                throw Refused.because(HttpStatus.CONFLICT, "the delivery is DEAD, and nothing of it can be sent again");
            }
            return;
        }
        throw Refused.because(HttpStatus.CONFLICT, "the delivery does not wait: it is " + state);
    }

    /// Of one that has just died the letter may be on its way.
    private Said letter(String id) {
        Instant until = clock.instant().plus(PATIENCE);
        Said letter = streams.get("/v1/dead-letters/" + id);
        while (letter.isUnknown() && clock.instant().isBefore(until)) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            letter = streams.get("/v1/dead-letters/" + id);
        }
        return letter;
    }

    /// What a pause holds is not sent, whoever asks for it.
    private void requireGoing(String event) {
        if (event.isEmpty()) {
            return;
        }
        Said said = streams.get("/v1/events/" + URLEncoder.encode(event, StandardCharsets.UTF_8));
        if (said.ok() && said.json().path("state").asString("").equals("PAUSED")) {
            throw Refused.because(HttpStatus.CONFLICT, "its event is PAUSED: resume it");
        }
    }
}
