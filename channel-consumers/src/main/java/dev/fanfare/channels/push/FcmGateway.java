package dev.fanfare.channels.push;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.channels.http.HttpAnswer;
import dev.fanfare.channels.http.HttpCalls;
import dev.fanfare.channels.http.OnceAMinute;
import dev.fanfare.schemas.Delivery;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/// Pushes by Firebase Cloud Messaging, HTTP v1.
///
/// It takes no idempotency key; the delivery's id stands in the push's data, so that an app can tell a repeat.
public final class FcmGateway implements Gateway {

    /// Of its tokens, and in settings.
    public static final String NAME = "fcm";

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,4096}");

    private final HttpCalls http;
    private final InstantSource clock;
    private final OnceAMinute loudly;
    private final String url;
    private final @Nullable AccessToken access;

    public FcmGateway(SendSettings send, FcmSettings settings, InstantSource clock) {
        this.http = HttpCalls.checked(send, clock);
        this.clock = clock;
        this.loudly = new OnceAMinute(clock);
        if (settings.complete()) {
            ServiceAccount account = ServiceAccount.of(settings.credentials());
            this.url = settings.url() + "/v1/projects/" + account.projectId() + "/messages:send";
            this.access = new AccessToken(account, http, clock);
        } else {
            this.url = settings.url();
            this.access = null;
        }
    }

    @Override
    public boolean takes(Delivery delivery) {
        return PushToken.isOf(NAME, delivery);
    }

    @Override
    public Answer send(Delivery delivery) {
        if (!takes(delivery) || !TOKEN.matcher(PushToken.of(delivery)).matches()) {
            return new Answer.Rejected(Category.ADDRESS, "not a token of FCM");
        }
        Answer answer = access == null
                ? new Answer.Deferred(Category.AUTHENTICATION, "fanfare.push.fcm.credentials is not set")
                : told(access, delivery);
        if (answer instanceof Answer.Deferred deferred && FcmReply.isAboutKeysThere(deferred)) {
            loudly.say(NAME, deferred.why());
        }
        return loudly.heard(NAME, answer);
    }

    @Override
    public String provider() {
        return NAME;
    }

    @Override
    public void close() {
        http.close();
    }

    private Answer told(AccessToken access, Delivery delivery) {
        try {
            return switch (access.get()) {
                case AccessToken.Access.Denied(var answer) -> answer;
                case AccessToken.Access.Granted(var token) -> told(access, token, delivery);
            };
        } catch (InterruptedException cut) {
            Thread.currentThread().interrupt();
            return new Answer.Deferred(Category.TIMEOUT, "cut while it waited for an access token");
        }
    }

    private Answer told(AccessToken access, String token, Delivery delivery) {
        HttpPost post = new HttpPost(url);
        post.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        post.setEntity(new ByteArrayEntity(FcmMessage.of(delivery, clock.instant()), ContentType.APPLICATION_JSON));
        return switch (http.post(post)) {
            case HttpAnswer.None(var answer) -> answer;
            case HttpAnswer.Reply reply -> {
                if (reply.status() == 401) {
                    access.forget(token);
                }
                yield FcmReply.answer(reply.without(List.of(token, PushToken.of(delivery))));
            }
        };
    }
}
