package dev.fanfare.producer.events;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Body;
import dev.fanfare.producer.http.Callers;
import dev.fanfare.producer.http.Problem;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.http.TakeLines;
import dev.fanfare.producer.kafka.KafkaAway;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.kafka.Window;
import dev.fanfare.producer.keys.Caller;
import dev.fanfare.schemas.Sizes;
import java.io.IOException;
import java.util.Map;
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
    private final Outlets outlets;

    PostStream(CheckEvent check, Outlets outlets) {
        this.check = check;
        this.outlets = outlets;
    }

    ServerResponse post(ServerRequest call, Brevity brevity) throws IOException {
        Window window = new Window();
        TakeLines lines = new TakeLines("id");
        try {
            take(call, window, lines);
            window.finish();
        } catch (KafkaAway away) {
            window.settle();
            LOG.atWarn()
                    .addKeyValue(ACCEPTED, window.acknowledged())
                    .setCause(away)
                    .log("a stream of events was given up");
            throw new Refused(Refused.away("Kafka does not answer; send the rest again with the same ids")
                    .problem()
                    .with(ACCEPTED, window.acknowledged()));
        } catch (IOException cut) {
            window.settle();
            LOG.atInfo().addKeyValue(ACCEPTED, window.acknowledged()).log("a stream of events was cut");
            throw cut;
        }
        LOG.atInfo()
                .addKeyValue(ACCEPTED, lines.accepted())
                .addKeyValue("rejected", lines.rejectedTotal())
                .log("a stream of events was accepted");
        return answer(lines, brevity);
    }

    private void take(ServerRequest call, Window window, TakeLines lines) throws IOException {
        Caller caller = Callers.of(call);
        Surroundings surroundings = Surroundings.ofMany(call);
        lines.all(Body.lines(call, Sizes.EVENT), json -> {
            Ready event = check.check(Incoming.of(json, surroundings), caller);
            window.send(outlets.events(event.lane()), event.message());
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
