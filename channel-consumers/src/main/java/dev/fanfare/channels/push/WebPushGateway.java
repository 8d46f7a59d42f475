package dev.fanfare.channels.push;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.channels.http.HttpAnswer;
import dev.fanfare.channels.http.HttpCalls;
import dev.fanfare.channels.http.OnceAMinute;
import dev.fanfare.channels.http.Where;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.json.Json;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Web Push (RFC 8030) to whatever push service a browser uses.
///
/// The delivery's id is the push's Topic: while a browser is away, a repeat takes the place of the first.
public final class WebPushGateway implements Gateway {

    /// Of its tokens, and in settings.
    public static final String NAME = "web";

    private static final String PRIVATE = "fanfare.push.web.allow-private-addresses";
    private static final Duration PROOF = Duration.ofHours(12);

    private final HttpCalls http;
    private final WebPushSettings settings;
    private final InstantSource clock;
    private final OnceAMinute loudly;
    private final @Nullable PrivateKey key;

    public WebPushGateway(SendSettings send, WebPushSettings settings, InstantSource clock) {
        this.http = new HttpCalls(send, new Where(settings.allowPrivateAddresses(), PRIVATE), clock);
        this.settings = settings;
        this.clock = clock;
        this.loudly = new OnceAMinute(clock);
        this.key = settings.complete() ? settings.signingKey() : null;
    }

    @Override
    public boolean takes(Delivery delivery) {
        return PushToken.isOf(NAME, delivery);
    }

    @Override
    public Answer send(Delivery delivery) {
        if (!takes(delivery)) {
            return new Answer.Rejected(Category.ADDRESS, "not a subscription to Web Push");
        }
        Subscription subscription;
        try {
            subscription = Subscription.of(delivery, settings.allowPrivateAddresses());
        } catch (IllegalArgumentException unusable) {
            return new Answer.Rejected(Category.ADDRESS, String.valueOf(unusable.getMessage()));
        }
        Answer answer = key == null
                ? new Answer.Deferred(Category.AUTHENTICATION, "fanfare.push.web.private-key is not set")
                : told(delivery, subscription, key);
        return loudly.heard(NAME, answer);
    }

    /// Each subscription may lie with another service.
    @Override
    public Optional<String> endpoint(Delivery delivery) {
        return Optional.of(delivery.getAddress());
    }

    @Override
    public String provider() {
        return NAME;
    }

    @Override
    public void close() {
        http.close();
    }

    private Answer told(Delivery delivery, Subscription subscription, PrivateKey key) {
        HttpPost post = message(delivery, subscription, key);
        List<String> secrets = new ArrayList<>(delivery.getSecrets());
        secrets.addAll(subscription.secrets());
        secrets.add(post.getFirstHeader(HttpHeaders.AUTHORIZATION).getValue());
        return switch (http.postIdempotent(post)) {
            case HttpAnswer.None(var answer) -> answer;
            case HttpAnswer.Reply reply -> WebPushReply.answer(reply.without(secrets));
        };
    }

    private HttpPost message(Delivery delivery, Subscription subscription, PrivateKey key) {
        Instant now = clock.instant();
        byte[] plain = FitPayload.of(
                delivery, EncryptPush.PLAIN_MOST, (title, body, data) -> payload(delivery, title, body, data));
        HttpPost post = new HttpPost(subscription.endpoint());
        post.setHeader("TTL", String.valueOf(TimeToLive.of(delivery, now).toSeconds()));
        post.setHeader("Urgency", urgency(delivery.getPriority()));
        post.setHeader("Topic", delivery.getId());
        String proof = Jwt.signed(
                Jwt.Algorithm.ES256,
                key,
                Map.of(
                        "aud", subscription.origin(),
                        "exp", now.plus(PROOF).getEpochSecond(),
                        "sub", settings.subject()));
        post.setHeader(HttpHeaders.AUTHORIZATION, "vapid t=" + proof + ", k=" + settings.publicKey());
        post.setHeader(HttpHeaders.CONTENT_ENCODING, "aes128gcm");
        post.setEntity(
                new ByteArrayEntity(subscription.encryption().encrypt(plain), ContentType.APPLICATION_OCTET_STREAM));
        return post;
    }

    private static byte[] payload(Delivery delivery, String title, String body, @Nullable JsonNode data) {
        ObjectNode payload = Json.MAPPER
                .createObjectNode()
                .put("title", title)
                .put("body", body)
                .put("url", delivery.getUrl())
                .put("icon", delivery.getIcon())
                .put("delivery", delivery.getId())
                .put("event", delivery.getEvent())
                .put("type", delivery.getType());
        payload.set("data", data);
        return Json.bytes(payload);
    }

    private static String urgency(Priority priority) {
        return switch (priority) {
            case URGENT, HIGH -> "high";
            case NORMAL -> "normal";
            case LOW -> "low";
        };
    }
}
