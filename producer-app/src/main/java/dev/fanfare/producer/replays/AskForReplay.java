package dev.fanfare.producer.replays;

import dev.fanfare.producer.audit.AuditLine;
import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Body;
import dev.fanfare.producer.http.Callers;
import dev.fanfare.producer.http.Problem;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.kafka.KafkaAway;
import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.kafka.Pending;
import dev.fanfare.producer.keys.Caller;
import dev.fanfare.producer.peers.AskStreams;
import dev.fanfare.producer.peers.AskStreams.Said;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.ReplayAsked;
import dev.fanfare.schemas.ReplayMessage;
import dev.fanfare.schemas.ReplaySource;
import dev.fanfare.schemas.ReplayStopped;
import dev.fanfare.schemas.json.Json;
import dev.fanfare.schemas.letters.ReadFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Takes replays and discards, says what they would touch, and stops them.
final class AskForReplay {

    private static final int BODY_MOST = 16 * 1024;
    private static final Set<String> ENDED = Set.of("DONE", "STOPPED");
    private static final String STATUS = "/v1/replays/";

    private final Outlets outlets;
    private final AskStreams streams;
    private final InstantSource clock;

    AskForReplay(Outlets outlets, AskStreams streams, InstantSource clock) {
        this.outlets = outlets;
        this.streams = streams;
        this.clock = clock;
    }

    ServerResponse replay(ServerRequest call) throws IOException {
        return run(ReadReplay.replay(Json.read(Body.whole(call, BODY_MOST))), call);
    }

    ServerResponse discard(ServerRequest call) {
        Map<String, String> query = new LinkedHashMap<>();
        call.params().forEach((name, values) -> {
            if (values.size() != 1) {
                throw Refused.invalid(name, "stands twice");
            }
            query.put(name, values.getFirst());
        });
        return run(ReadReplay.discard(query), call);
    }

    /// Both are durable when this returns; the audit is written beside, and waited for behind.
    private ServerResponse run(Wanted wanted, ServerRequest call) {
        if (wanted.dryRun()) {
            return Answers.ok(streams.get(wanted.matching()).json());
        }
        Instant now = clock.instant();
        Caller caller = Callers.of(call);
        String words = inWords(wanted);
        String id =
                ReplayId.of(call.headers().firstHeader(ReplayId.HEADER), caller.name(), wanted.action() + words, now);
        ReplayAsked asked = wanted.asked(id, caller.name(), now);
        String what = wanted.source() == ReplaySource.RETRY ? "retries." : "dead-letters.";
        AuditLine line = new AuditLine(caller, what + Names.of(wanted.action()), id, words);
        Pending audit = outlets.audit().send(line.at(now));
        Pending replay = outlets.replays().send(Message.of(id, new ReplayMessage(asked)));
        try {
            replay.acknowledged();
            audit.acknowledged();
        } catch (KafkaAway away) {
            throw new Refused(notSure(id));
        }
        return taken(id, Names.of(wanted.action()));
    }

    /// It may have been taken, and be under way.
    private static Problem notSure(String id) {
        String status = STATUS + id;
        return Refused.away("Kafka did not say in time whether it took this: if it did, " + status
                        + " knows it in some seconds; the same call with the same " + ReplayId.HEADER
                        + " begins nothing twice")
                .problem()
                .with("id", id)
                .with("statusUrl", status);
    }

    ServerResponse stop(ServerRequest call) {
        String id = call.pathVariable(ReplayRoutes.ID);
        Said said = streams.get(STATUS + java.net.URLEncoder.encode(id, StandardCharsets.UTF_8));
        if (said.isUnknown()) {
            throw Answers.none("replay", id);
        }
        String state = said.json().path("state").asString("");
        if (ENDED.contains(state)) {
            throw Refused.because(HttpStatus.CONFLICT, "it is too late: the replay is " + state);
        }
        Instant now = clock.instant();
        Caller caller = Callers.of(call);
        Pending audit = outlets.audit().send(new AuditLine(caller, "replay.stop", id, null).at(now));
        outlets.replays()
                .send(Message.of(id, new ReplayMessage(new ReplayStopped(id, caller.name(), now))))
                .acknowledged();
        audit.acknowledged();
        return taken(id, "stop");
    }

    private static ServerResponse taken(String id, String asked) {
        return Answers.json(ServerResponse.accepted(), Map.of("id", id, "asked", asked, "status", STATUS + id));
    }

    private static String inWords(Wanted wanted) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("from", Names.of(wanted.source()));
        Map<String, String> filter = wanted.names();
        filter.computeIfPresent(ReadFilter.RECIPIENT, (_, recipient) -> AuditLine.hash(recipient));
        words.put("filter", filter);
        if (wanted.perSecond() != null) {
            words.put("perSecond", wanted.perSecond());
        }
        if (wanted.refresh()) {
            words.put("refresh", true);
        }
        return new String(Json.bytes(words), StandardCharsets.UTF_8);
    }
}
