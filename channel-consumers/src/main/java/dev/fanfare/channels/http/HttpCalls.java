package dev.fanfare.channels.http;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.channels.http.ResolvePublicHost.NotPublic;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/// Posts to a provider. Whatever goes wrong on the way is told as an answer about the delivery.
public final class HttpCalls implements AutoCloseable {

    private static final int MOST_READ = 16 * 1024;

    private final CloseableHttpClient http;
    private final InstantSource clock;

    /// @param send how many calls at once, and how long one may take
    public HttpCalls(SendSettings send, Where where, InstantSource clock) {
        this(send, new ResolvePublicHost(where), clock);
    }

    /// @param names asked once for each connection
    HttpCalls(SendSettings send, DnsResolver names, InstantSource clock) {
        this(MakeHttpClient.of(send, names, new HttpRequestExecutor()), clock);
    }

    private HttpCalls(CloseableHttpClient http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    /// Of a provider that the operator named and that cannot tell a repeat: a kept connection is looked at before each
    /// call, so that one that was closed meanwhile seldom costs an attempt.
    public static HttpCalls checked(SendSettings send, InstantSource clock) {
        return new HttpCalls(
                MakeHttpClient.of(send, new ResolvePublicHost(Where.ANYWHERE), new CheckBeforeUse()), clock);
    }

    /// Blocks until there is an answer; it is sent once.
    public HttpAnswer post(HttpPost post) {
        return answer(() -> exchange(post, HttpClientContext.create()));
    }

    /// As [#post], for what does no harm twice: sent again over a connection that was closed meanwhile.
    public HttpAnswer postIdempotent(HttpPost post) {
        return answer(() -> repeated(post));
    }

    private interface Call {
        HttpAnswer run() throws IOException;
    }

    private static HttpAnswer answer(Call call) {
        try {
            return call.run();
        } catch (IllegalArgumentException nonsense) { // a status of no HTTP, for example
            return none(new Answer.Deferred(Category.PROVIDER, "not HTTP: " + nonsense.getMessage()));
        } catch (NotPublic refused) {
            return none(new Answer.Rejected(Category.ADDRESS, String.valueOf(refused.getMessage())));
        } catch (IOException failed) {
            return none(new Answer.Deferred(category(failed), words(failed)));
        }
    }

    @Override
    public void close() {
        http.close(CloseMode.GRACEFUL);
    }

    private HttpAnswer repeated(HttpPost post) throws IOException {
        HttpClientContext context = HttpClientContext.create();
        try {
            return exchange(post, context);
        } catch (NoHttpResponseException closed) {
            if (!wasKept(context)) {
                throw closed; // the provider has read the call and hung up: so it would again
            }
            return exchange(post, HttpClientContext.create()); // most likely it was closed before the call
        }
    }

    private static boolean wasKept(HttpClientContext context) {
        EndpointDetails connection = context.getEndpointDetails();
        return connection != null && connection.getResponseCount() > 0;
    }

    private HttpAnswer exchange(HttpPost post, HttpClientContext context) throws IOException {
        while (true) {
            try {
                return sent(post, context);
            } catch (CheckBeforeUse.NotSent closedMeanwhile) {
                // Each time one connection less is kept; a new one is not checked.
            }
        }
    }

    private HttpAnswer sent(HttpPost post, HttpClientContext context) throws IOException {
        try (ClassicHttpResponse response = http.executeOpen(null, post, context)) {
            Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
            return new HttpAnswer.Reply(
                    response.getCode(),
                    RetryAfter.of(retryAfter == null ? null : retryAfter.getValue(), clock.instant()),
                    beginning(response.getEntity()));
        }
    }

    /// Reads what a connection needs to be kept, and no more: an endless answer loses its connection.
    private static String beginning(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return "";
        }
        byte[] read = entity.getContent().readNBytes(MOST_READ + 1);
        return new String(read, 0, Math.min(read.length, MOST_READ), StandardCharsets.UTF_8);
    }

    private static HttpAnswer none(Answer answer) {
        return new HttpAnswer.None(answer);
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
