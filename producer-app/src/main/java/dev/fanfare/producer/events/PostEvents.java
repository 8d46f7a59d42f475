package dev.fanfare.producer.events;

import dev.fanfare.producer.events.AcceptEvents.Accepted;
import dev.fanfare.producer.http.Body;
import dev.fanfare.producer.http.Callers;
import dev.fanfare.producer.http.ContentTypes;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.keys.Caller;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;

/// `POST /v1/events`, by what its body is.
final class PostEvents {

    private final CheckEvent check;
    private final AcceptEvents accept;
    private final PostBatch batch;
    private final PostStream stream;

    PostEvents(CheckEvent check, AcceptEvents accept, PostBatch batch, PostStream stream) {
        this.check = check;
        this.accept = accept;
        this.batch = batch;
        this.stream = stream;
    }

    ServerResponse post(ServerRequest call) throws IOException {
        if (call.param("dryRun").isPresent()) {
            throw Refused.unfit("dryRun", "this version does not have dryRun");
        }
        Brevity brevity = Brevity.of(call);
        MediaType type = call.headers().contentType().orElseThrow();
        if (type.equalsTypeAndSubtype(ContentTypes.EVENTS)) {
            return batch.post(call, brevity);
        }
        if (type.equalsTypeAndSubtype(ContentTypes.NDJSON)) {
            return stream.post(call, brevity);
        }
        byte[] body = Body.whole(call, Sizes.EVENT);
        return one(
                call,
                type.equalsTypeAndSubtype(ContentTypes.EVENT) ? Json.read(body) : BinaryCall.event(call, body),
                brevity);
    }

    private ServerResponse one(ServerRequest call, JsonNode json, Brevity brevity) {
        Caller caller = Callers.of(call);
        Ready ready = check.check(Incoming.of(json, Surroundings.ofOne(call)), caller);
        Accepted accepted = accept.accept(List.of(ready)).getFirst();
        if (accepted.conflict()) {
            throw Refused.about(HttpStatus.CONFLICT, "id", "this source and id came before with other content");
        }
        return brevity.answer(
                ServerResponse.accepted().location(URI.create(EventAnswer.status(ready.key()))),
                () -> EventAnswer.json(List.of(accepted), List.of()));
    }
}
