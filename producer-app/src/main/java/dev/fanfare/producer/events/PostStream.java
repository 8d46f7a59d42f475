package dev.fanfare.producer.events;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Body;
import dev.fanfare.producer.http.Callers;
import dev.fanfare.producer.http.Problem;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.http.TakeLines;
import dev.fanfare.producer.kafka.KafkaAway;
import dev.fanfare.producer.keys.Caller;
import dev.fanfare.producer.spool.Keeper;
import dev.fanfare.producer.spool.Keeping;
import dev.fanfare.producer.spool.SpoolFull;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.traces.Traces;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// A stream of events, one a line: sent on while it is read, so that what was taken stays taken however it ends.
final class PostStream {

    private static final Logger LOG = LoggerFactory.getLogger(PostStream.class);
    private static final String ACCEPTED = "accepted";

    private final CheckEvent check;
    private final Keeper keeper;
    private final Traces traces;

    PostStream(CheckEvent check, Keeper keeper, Traces traces) {
        this.check = check;
        this.keeper = keeper;
        this.traces = traces;
    }

    ServerResponse post(ServerRequest call, Brevity brevity) throws IOException {
        Keeping keeping = keeper.stream();
        TakeLines lines = new TakeLines("id");
        try {
            takeTraced(call, keeping, lines);
        } catch (KafkaAway | SpoolFull away) {
            long accepted = keeping.settle();
            LOG.atWarn().addKeyValue(ACCEPTED, accepted).setCause(away).log("a stream of events was given up");
            Refused refused = away instanceof SpoolFull full
                    ? Refused.later(full.getMessage() + "; send the rest again with the same ids")
                    : Refused.away("Kafka does not answer; send the rest again with the same ids");
            throw new Refused(refused.problem().with(ACCEPTED, accepted));
        } catch (IOException cut) {
            LOG.atInfo().addKeyValue(ACCEPTED, keeping.settle()).log("a stream of events was cut");
            throw cut;
        }
        LOG.atInfo()
                .addKeyValue(ACCEPTED, lines.accepted())
                .addKeyValue("rejected", lines.rejectedTotal())
                .log("a stream of events was accepted");
        return answer(lines, brevity);
    }

    private void takeTraced(ServerRequest call, Keeping keeping, TakeLines lines) throws IOException {
        try (TracedCall traced = TracedCall.ofMany(traces)) {
            try {
                take(call, lines, event -> keeping.add(traced.send(event)));
                keeping.finish();
            } catch (KafkaAway | SpoolFull away) {
                traced.failed(away);
                throw away;
            }
        }
    }

    private void take(ServerRequest call, TakeLines lines, Consumer<Ready> send) throws IOException {
        Caller caller = Callers.of(call);
        Surroundings surroundings = Surroundings.ofMany(call);
        lines.all(Body.lines(call, Sizes.EVENT), json -> {
            Ready event = check.check(Incoming.of(json, surroundings), caller);
            send.accept(event);
            LOG.atDebug()
                    .addKeyValue("notification_id", event.key())
                    .addKeyValue("correlation_id", event.event().getCorrelationId())
                    .log("event taken");
        });
    }

    /// Rejections are told to whoever would rather have no body, too.
    private static ServerResponse answer(TakeLines lines, Brevity brevity) {
        Map<String, Object> json = lines.json();
        if (lines.accepted() == 0 && lines.rejectedTotal() > 0) {
            Problem problem = new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "none of the events was accepted");
            throw new Refused(new Problem(problem.status(), problem.detail(), json, Map.of()));
        }
        return lines.rejectedTotal() == 0
                ? brevity.answer(ServerResponse.accepted(), () -> json)
                : Answers.json(ServerResponse.accepted(), json);
    }
}
