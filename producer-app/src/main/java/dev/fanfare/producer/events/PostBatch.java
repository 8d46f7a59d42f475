package dev.fanfare.producer.events;

import dev.fanfare.producer.events.AcceptEvents.Accepted;
import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Body;
import dev.fanfare.producer.http.Callers;
import dev.fanfare.producer.http.Problem;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.http.TakeLines;
import dev.fanfare.producer.keys.Caller;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.Json;
import dev.fanfare.schemas.traces.Traces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;

/// A batch of events: each is taken or rejected for itself.
final class PostBatch {

    /// Bytes of a batch.
    static final int MOST = 8 * 1024 * 1024;

    private final CheckEvent check;
    private final AcceptEvents accept;
    private final Traces traces;

    PostBatch(PostEvents.Accepting accepting) {
        this.check = accepting.check();
        this.accept = accepting.accept();
        this.traces = accepting.traces();
    }

    ServerResponse post(ServerRequest call, Brevity brevity) throws IOException {
        Surroundings surroundings = Surroundings.ofMany(call);
        Caller caller = Callers.of(call);
        Map<Integer, Map<String, Object>> rejected = new TreeMap<>();
        Map<Integer, Ready> ready = new TreeMap<>();
        int index = 0;
        for (byte[] element : SplitBatch.split(Body.whole(call, MOST))) {
            JsonNode json = null;
            try {
                json = read(element);
                ready.put(index, check.check(Incoming.of(json, surroundings), caller));
            } catch (BadInput bad) {
                rejected.put(index, entry(index, id(json), Refused.of(bad).problem()));
            } catch (Refused refused) {
                rejected.put(index, entry(index, id(json), refused.problem()));
            }
            index++;
        }
        List<Accepted> accepted = accept(ready, rejected);
        return answer(accepted, List.copyOf(rejected.values()), brevity);
    }

    private List<Accepted> accept(Map<Integer, Ready> ready, Map<Integer, Map<String, Object>> rejected) {
        if (ready.isEmpty()) {
            return List.of();
        }
        List<Integer> indexes = List.copyOf(ready.keySet());
        List<Accepted> all = accept(List.copyOf(ready.values()));
        List<Accepted> accepted = new ArrayList<>();
        for (int n = 0; n < all.size(); n++) {
            if (all.get(n).conflict()) {
                Problem problem = new Problem(
                                HttpStatus.CONFLICT, "id: this source and id came before with other content")
                        .with("field", "id");
                rejected.put(
                        indexes.get(n),
                        entry(indexes.get(n), all.get(n).event().event().getId(), problem));
            } else {
                accepted.add(all.get(n));
            }
        }
        return accepted;
    }

    private List<Accepted> accept(List<Ready> ready) {
        try (TracedCall traced = TracedCall.ofMany(traces)) {
            List<Ready> begun = ready.stream().map(traced::begin).toList();
            try {
                return accept.accept(begun);
            } catch (RuntimeException failed) {
                traced.failed(failed);
                throw failed;
            }
        }
    }

    /// Rejections are told to whoever would rather have no body, too.
    private static ServerResponse answer(List<Accepted> accepted, List<Map<String, Object>> rejected, Brevity brevity) {
        if (accepted.isEmpty() && !rejected.isEmpty()) {
            throw new Refused(new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "none of the events was accepted")
                    .with("accepted", 0)
                    .with("rejected", rejected));
        }
        ServerResponse.BodyBuilder answer = ServerResponse.accepted();
        return rejected.isEmpty()
                ? brevity.answer(answer, () -> EventAnswer.json(accepted, rejected))
                : Answers.json(answer, EventAnswer.json(accepted, rejected));
    }

    private static JsonNode read(byte[] element) {
        if (element.length > Sizes.EVENT) {
            throw Refused.because(HttpStatus.CONTENT_TOO_LARGE, "an event has at most " + Sizes.EVENT + " bytes");
        }
        if (element.length == 0) {
            throw Refused.because(HttpStatus.BAD_REQUEST, "must be a JSON object");
        }
        return Json.read(element);
    }

    private static @Nullable String id(@Nullable JsonNode json) {
        return json == null ? null : json.path("id").stringValue(null);
    }

    private static Map<String, Object> entry(int index, @Nullable String id, Problem problem) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("index", index);
        if (id != null) {
            entry.put("id", id);
        }
        entry.putAll(TakeLines.entry(problem));
        return entry;
    }
}
