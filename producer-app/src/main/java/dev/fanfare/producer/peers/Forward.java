package dev.fanfare.producer.peers;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.running.Seldom;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Hands a query to its owner and the answer back, both as they came; the caller's key stays here.
public final class Forward implements HandlerFunction<ServerResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(Forward.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /// A caller may ask to wait (`?wait=`); the owner bounds that.
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(90);

    private static final List<String> ASKED =
            List.of("Accept", "If-None-Match", "X-Request-ID", "traceparent", "tracestate");
    private static final List<String> ANSWERED =
            List.of("Content-Type", "Content-Length", "ETag", "Location", "Retry-After", "Cache-Control", "Allow");

    private final Peer peer;
    private final BooleanSupplier onItsWay;
    private final Seldom said = new Seldom(System::nanoTime);

    public Forward(Peer peer) {
        this(peer, () -> false);
    }

    /// @param onItsWay whether what the owner does not know may be on its way to it, so that nobody is told that it is
    /// not there
    public Forward(Peer peer, BooleanSupplier onItsWay) {
        this.peer = peer;
        this.onItsWay = onItsWay;
    }

    @Override
    public ServerResponse handle(ServerRequest call) throws IOException {
        boolean mayCome = onItsWay.getAsBoolean();
        HttpResponse<InputStream> answer = ask(call.servletRequest());
        if (mayCome && answer.statusCode() == HttpStatus.NOT_FOUND.value()) {
            answer.body().close();
            throw Refused.away("not known yet: what was accepted while Kafka was away is on its way");
        }
        return ServerResponse.status(answer.statusCode()).build((_, response) -> {
            copy(answer, response);
            return null;
        });
    }

    private HttpResponse<InputStream> ask(HttpServletRequest call) {
        String query = call.getQueryString();
        String target = call.getRequestURI() + (query == null ? "" : "?" + query);
        Duration patience = query != null && query.contains("wait=") ? LONG_PATIENCE : PATIENCE;
        try {
            return peer.call(new Peer.Request(call.getMethod(), target, headers(call), patience));
        } catch (IllegalArgumentException unfit) {
            throw Refused.because(HttpStatus.BAD_REQUEST, "the path or query holds what must be percent-encoded");
        } catch (IOException away) {
            if (said.isDue()) {
                LOG.atInfo()
                        .addKeyValue("peer", peer.name())
                        .addKeyValue("call", call.getMethod())
                        .addKeyValue("why", away.toString())
                        .log("A query found no answer");
            }
            throw Refused.away(peer.name() + " does not answer");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Refused.away("stopping");
        }
    }

    private static Map<String, String> headers(HttpServletRequest call) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : ASKED) {
            String value = call.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }

    private static void copy(HttpResponse<InputStream> answer, HttpServletResponse response) throws IOException {
        for (String name : ANSWERED) {
            answer.headers().firstValue(name).ifPresent(value -> response.setHeader(name, value));
        }
        byte[] buffer = new byte[16 * 1024];
        try (InputStream in = answer.body()) {
            OutputStream out = response.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
        }
    }
}
