package dev.fanfare.producer.events;

import dev.fanfare.producer.events.AcceptEvents.Accepted;
import dev.fanfare.producer.http.Body;
import dev.fanfare.producer.http.Callers;
import dev.fanfare.producer.http.ContentTypes;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.keys.Caller;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.json.Json;
import dev.fanfare.schemas.traces.Traces;
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
    private final DryRun dryRun;
    private final Traces traces;

    PostEvents(Accepting accepting, PostBatch batch, PostStream stream, DryRun dryRun) {
        this.check = accepting.check();
        this.accept = accepting.accept();
        this.traces = accepting.traces();
        this.batch = batch;
        this.stream = stream;
        this.dryRun = dryRun;
    }

    /// What one event and many of them go through.
    record Accepting(CheckEvent check, AcceptEvents accept, Traces traces) {}

    ServerResponse post(ServerRequest call) throws IOException {
        Brevity brevity = Brevity.of(call);
        MediaType type = call.headers().contentType().orElseThrow();
        boolean onlyAsked = DryRun.isAsked(call);
        if (onlyAsked) {
            DryRun.requireOne(type);
        }
        if (type.equalsTypeAndSubtype(ContentTypes.EVENTS)) {
            return batch.post(call, brevity);
        }
        if (type.equalsTypeAndSubtype(ContentTypes.NDJSON)) {
            return stream.post(call, brevity);
        }
        byte[] body = Body.whole(call, Sizes.EVENT);
        JsonNode json = type.equalsTypeAndSubtype(ContentTypes.EVENT) ? Json.read(body) : BinaryCall.event(call, body);
        if (onlyAsked) {
            Incoming incoming = Incoming.of(json, Surroundings.ofOne(call));
            return dryRun.run(call, check.check(incoming, Callers.of(call)));
        }
        return one(call, json, brevity);
    }

    private ServerResponse one(ServerRequest call, JsonNode json, Brevity brevity) {
        Caller caller = Callers.of(call);
        Ready ready = check.check(Incoming.of(json, Surroundings.ofOne(call)), caller);
        Accepted accepted = accept(ready);
        if (accepted.conflict()) {
            throw Refused.about(HttpStatus.CONFLICT, "id", "this source and id came before with other content");
        }
        return brevity.answer(
                ServerResponse.accepted().location(URI.create(EventAnswer.status(ready.key()))),
                () -> EventAnswer.json(List.of(accepted), List.of()));
    }

    private Accepted accept(Ready ready) {
        try (TracedCall traced = TracedCall.ofOne(traces)) {
            try {
                return accept.accept(List.of(traced.begin(ready))).getFirst();
            } catch (RuntimeException failed) {
                traced.failed(failed);
                throw failed;
            }
        }
    }
}
