package dev.fanfare.producer.live;

import dev.fanfare.producer.http.Problem;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.peers.Peer;
import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;

/// Opens a person's stream at an instance of channel-consumers, any of which serves anybody.
final class Source {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Peer channels;

    Source(Peer channels) {
        this.channels = channels;
    }

    /// @param path of the stream, as it came
    /// @param seen the last id that the reader has; null for none
    /// @throws Refused where no instance serves it just now, or the call is wrong
    InputStream open(String path, @Nullable String seen) throws InterruptedException {
        Refused last = Refused.away(channels.name() + " does not answer");
        for (int n = 0; n < channels.instances(); n++) {
            try {
                HttpResponse<InputStream> answer =
                        channels.call(new Peer.Request("GET", path, seen == null ? Map.of() : headers(seen), PATIENCE));
                if (answer.statusCode() == HttpStatus.OK.value()) {
                    return answer.body();
                }
                last = refusal(answer);
                if (answer.statusCode() != HttpStatus.SERVICE_UNAVAILABLE.value()) {
                    break;
                }
            } catch (IOException away) {
                last = Refused.away(channels.name() + " does not answer");
            }
        }
        throw last;
    }

    private static Map<String, String> headers(String seen) {
        return Map.of("Last-Event-ID", seen);
    }

    private static Refused refusal(HttpResponse<InputStream> answer) {
        HttpStatus status = HttpStatus.resolve(answer.statusCode());
        try (InputStream body = answer.body()) {
            String why = Json.read(body).path("detail").asString("the stream cannot be opened");
            Problem problem = new Problem(status == null ? HttpStatus.BAD_GATEWAY : status, why);
            return new Refused(answer.headers()
                    .firstValue("Retry-After")
                    .map(wait -> problem.header("Retry-After", wait))
                    .orElse(problem));
        } catch (IOException | JacksonException unreadable) {
            return Refused.because(HttpStatus.BAD_GATEWAY, "the stream cannot be opened");
        }
    }
}
