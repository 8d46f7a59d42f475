package dev.fanfare.channels.webhook;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.http.HttpAnswer;
import dev.fanfare.channels.http.HttpCalls;
import dev.fanfare.channels.http.Where;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.TraceContext;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;

/// Webhooks over HTTP.
public final class WebhookGateway implements Gateway {

    private static final String PRIVATE = "fanfare.webhook.allow-private-addresses";

    private final HttpCalls http;
    private final InstantSource clock;

    public WebhookGateway(WebhookSettings settings, InstantSource clock) {
        this.http = new HttpCalls(settings.send(), new Where(settings.allowPrivateAddresses(), PRIVATE), clock);
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
        return switch (http.postIdempotent(post)) {
            case HttpAnswer.None(var answer) -> answer;
            case HttpAnswer.Reply reply ->
                new HttpReply(
                                reply.status(),
                                reply.retryAfter(),
                                reply.without(Redact.secrets(delivery)).beginning())
                        .answer();
        };
    }

    /// One host may serve many tenants, each at a URL of its own.
    @Override
    public Optional<String> endpoint(Delivery delivery) {
        return Optional.of(delivery.getAddress());
    }

    @Override
    public String provider() {
        return "webhook";
    }

    @Override
    public void close() {
        http.close();
    }
}
