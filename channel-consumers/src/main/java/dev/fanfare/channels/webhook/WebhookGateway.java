package dev.fanfare.channels.webhook;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.webhook.ResolvePublicHost.NotPublic;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.TraceContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.io.CloseMode;

/// Webhooks over HTTP.
public final class WebhookGateway implements Gateway {

    private static final int MOST_READ = 16 * 1024;
    private static final int MOST_SHOWN = 200;

    private final CloseableHttpClient http;
    private final InstantSource clock;

    public WebhookGateway(WebhookSettings settings, InstantSource clock) {
        this.http = WebhookClient.of(settings);
        this.clock = clock;
    }

    @Override
    public Answer send(Delivery delivery) {
        return send(delivery, Optional.empty());
    }

    @Override
    public Answer send(Delivery delivery, Optional<TraceContext> trace) {
        HttpPost post;
        try {
            post = PostSigned.of(delivery, clock.instant());
        } catch (IllegalArgumentException unusable) {
            return new Answer.Rejected(Category.ADDRESS, String.valueOf(unusable.getMessage()));
        }
        trace.ifPresent(known -> known.headers().forEach(post::setHeader));
        try {
            HttpReply reply = post(post);
            return new HttpReply(reply.status(), reply.retryAfter(), Redact.text(reply.text(), delivery)).answer();
        } catch (IllegalArgumentException nonsense) { // a status of no HTTP, for example
            return new Answer.Deferred(Category.PROVIDER, "not HTTP: " + nonsense.getMessage());
        } catch (NotPublic refused) {
            return new Answer.Rejected(Category.ADDRESS, String.valueOf(refused.getMessage()));
        } catch (IOException failed) {
            return new Answer.Deferred(category(failed), words(failed));
        }
    }

    @Override
    public String provider() {
        return "webhook";
    }

    @Override
    public void close() {
        http.close(CloseMode.GRACEFUL);
    }

    private HttpReply post(HttpPost post) throws IOException {
        try {
            return exchange(post);
        } catch (NoHttpResponseException closedMeanwhile) {
            return exchange(post); // a kept connection that the endpoint had closed: the id makes a repeat harmless
        }
    }

    private HttpReply exchange(HttpPost post) throws IOException {
        try (ClassicHttpResponse response = http.executeOpen(null, post, HttpClientContext.create())) {
            Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
            return new HttpReply(
                    response.getCode(),
                    RetryAfter.of(retryAfter == null ? null : retryAfter.getValue(), clock.instant()),
                    beginning(response.getEntity()));
        }
    }

    /// Reads what a connection needs to be kept, and no more: an endless answer loses its connection.
    private static String beginning(HttpEntity entity) throws IOException {
        if (entity == null) {
            return "";
        }
        byte[] read = entity.getContent().readNBytes(MOST_READ + 1);
        String text = new String(read, 0, Math.min(read.length, MOST_SHOWN), StandardCharsets.UTF_8);
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }

    private static Category category(IOException failed) {
        return switch (failed) {
            case SocketTimeoutException _ -> Category.TIMEOUT;
            case InterruptedIOException _ -> Category.TIMEOUT;
            case ConnectException _ -> Category.CONNECTION;
            case UnknownHostException _ -> Category.CONNECTION;
            case SSLException _ -> Category.CONNECTION;
            default -> Category.PROVIDER;
        };
    }

    private static String words(IOException failed) {
        return failed.getClass().getSimpleName() + ": " + Objects.requireNonNullElse(failed.getMessage(), "");
    }
}
