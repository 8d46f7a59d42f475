package dev.fanfare.channels.push;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.http.HttpAnswer;
import dev.fanfare.channels.http.HttpCalls;
import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Exchanges a service account's proof for an access token, keeps that, and renews it before it ends; one asks for all.
final class AccessToken {

    private static final Duration RENEWED_BEFORE = Duration.ofMinutes(5);
    private static final long LONGEST_SECONDS = 3_600;
    private static final int MOST_CHARACTERS = 8_192;
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final ReentrantLock lock = new ReentrantLock();
    private final ServiceAccount account;
    private final HttpCalls http;
    private final InstantSource clock;
    private volatile @Nullable Held held;

    private record Held(String token, Instant until) {}

    /// What the exchange came to.
    sealed interface Access {
        record Granted(String token) implements Access {}

        record Denied(Answer answer) implements Access {}
    }

    AccessToken(ServiceAccount account, HttpCalls http, InstantSource clock) {
        this.account = account;
        this.http = http;
        this.clock = clock;
    }

    Access get() throws InterruptedException {
        Optional<Access> now = granted();
        if (now.isPresent()) {
            return now.get();
        }
        lock.lockInterruptibly();
        try {
            return granted().orElseGet(this::exchange);
        } finally {
            lock.unlock();
        }
    }

    /// It was not taken: the next call asks for another one.
    void forget(String token) {
        Held now = held;
        if (now != null && now.token().equals(token)) {
            held = null;
        }
    }

    private Optional<Access> granted() {
        return Optional.ofNullable(held)
                .filter(token -> clock.instant().isBefore(token.until()))
                .<Access>map(token -> new Access.Granted(token.token()));
    }

    private Access exchange() {
        HttpPost post = new HttpPost(account.tokenUri());
        String assertion = account.assertion(clock.instant());
        post.setEntity(new UrlEncodedFormEntity(
                List.of(new BasicNameValuePair("grant_type", GRANT), new BasicNameValuePair("assertion", assertion)),
                StandardCharsets.UTF_8));
        return switch (http.postIdempotent(post)) {
            case HttpAnswer.None(var answer) -> new Access.Denied(answer);
            case HttpAnswer.Reply reply -> read(reply.without(List.of(assertion)));
        };
    }

    private Access read(HttpAnswer.Reply reply) {
        if (reply.status() != 200) {
            String why = "the token endpoint says HTTP " + reply.status() + ": " + reply.beginning();
            Category category =
                    reply.status() / 100 == 4 && reply.status() != 429 ? Category.AUTHENTICATION : Category.PROVIDER;
            return new Access.Denied(new Answer.Deferred(category, why, reply.retryAfter()));
        }
        JsonNode json = json(reply.body());
        String token = json == null ? "" : json.path("access_token").asString("");
        if (!token.matches("[\\x21-\\x7e]{1," + MOST_CHARACTERS + "}")) {
            return new Access.Denied(
                    new Answer.Deferred(Category.PROVIDER, "the token endpoint's answer holds no token"));
        }
        long seconds = json == null ? 0 : json.path("expires_in").asLong(0);
        Duration valid =
                Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST_SECONDS)).minus(RENEWED_BEFORE);
        held = new Held(token, clock.instant().plus(valid));
        return new Access.Granted(token);
    }

    private static @Nullable JsonNode json(String body) {
        try {
            return Json.read(body.getBytes(StandardCharsets.UTF_8));
        } catch (BadInput nonsense) {
            return null;
        }
    }
}
