package dev.fanfare.channels.push;

import com.eatthepath.pushy.apns.ApnsClient;
import com.eatthepath.pushy.apns.ApnsClientBuilder;
import com.eatthepath.pushy.apns.PushNotificationResponse;
import com.eatthepath.pushy.apns.auth.ApnsSigningKey;
import com.eatthepath.pushy.apns.util.SimpleApnsPushNotification;
import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.channels.http.OnceAMinute;
import dev.fanfare.schemas.Delivery;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Pushes by Apple's service, over HTTP/2 connections that are kept; pushy holds them and renews our token.
public final class ApnsGateway implements Gateway {

    /// Of its tokens, and in settings.
    public static final String NAME = "apns";

    private static final Pattern TOKEN = Pattern.compile("[0-9a-fA-F]{16,400}");
    /// Nothing is under way any more then.
    private static final Duration CLOSING = Duration.ofMillis(200);
    private static final int MOST_SHOWN = 300;
    /// Each carries about a thousand pushes at once.
    private static final int CONNECTIONS = 2;

    private final ApnsSettings settings;
    private final Duration limit;
    private final InstantSource clock;
    private final OnceAMinute loudly;
    private final @Nullable ApnsClient client;

    public ApnsGateway(SendSettings send, ApnsSettings settings, InstantSource clock) {
        this(send, settings, clock, new X509Certificate[0]);
    }

    /// @param trusted who may have signed the service's certificate; none: whom this JVM trusts
    ApnsGateway(SendSettings send, ApnsSettings settings, InstantSource clock, X509Certificate... trusted) {
        this.settings = settings;
        this.limit = send.timeout();
        this.clock = clock;
        this.loudly = new OnceAMinute(clock);
        this.client = settings.complete() ? connect(settings, limit, trusted) : null;
    }

    @Override
    public boolean takes(Delivery delivery) {
        return PushToken.isOf(NAME, delivery);
    }

    @Override
    public Answer send(Delivery delivery) {
        if (!takes(delivery) || !TOKEN.matcher(PushToken.of(delivery)).matches()) {
            return new Answer.Rejected(Category.ADDRESS, "not a token of Apple's");
        }
        Answer answer = client == null
                ? new Answer.Deferred(Category.AUTHENTICATION, "fanfare.push.apns.key is not set")
                : told(client, delivery);
        return loudly.heard(NAME, answer);
    }

    @Override
    public String provider() {
        return NAME;
    }

    @Override
    public void close() {
        if (client != null) {
            CompletableFuture<Void> closed = client.close();
            try {
                closed.get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException unanswered) {
                // The process ends either way.
            }
        }
    }

    private Answer told(ApnsClient client, Delivery delivery) {
        SimpleApnsPushNotification push = ApnsMessage.of(delivery, settings.topic(), clock.instant());
        try {
            return answer(client.sendNotification(push).get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            return new Answer.Deferred(Category.TIMEOUT, "no answer within " + limit.toMillis() + " ms");
        } catch (InterruptedException cut) {
            Thread.currentThread().interrupt();
            return new Answer.Deferred(Category.TIMEOUT, "cut");
        } catch (ExecutionException failed) {
            return new Answer.Deferred(Category.CONNECTION, words(failed.getCause()));
        }
    }

    private static Answer answer(PushNotificationResponse<SimpleApnsPushNotification> response) {
        return response.isAccepted()
                ? new Answer.Delivered(response.getApnsId().toString())
                : ApnsReply.refused(
                        response.getStatusCode(), response.getRejectionReason().orElse(""));
    }

    private static String words(@Nullable Throwable cause) {
        String text = cause == null ? "failed" : cause.getClass().getSimpleName() + ": " + cause.getMessage();
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN);
    }

    private static ApnsClient connect(ApnsSettings settings, Duration limit, X509Certificate... trusted) {
        try {
            ApnsClientBuilder builder = new ApnsClientBuilder()
                    .setApnsServer(settings.host(), settings.port())
                    .setSigningKey(new ApnsSigningKey(
                            settings.keyId(), settings.teamId(), (ECPrivateKey) settings.signingKey()))
                    .setConcurrentConnections(CONNECTIONS)
                    .setConnectionTimeout(limit);
            if (trusted.length > 0) {
                builder.setTrustedServerCertificateChain(trusted);
            }
            return builder.build();
        } catch (SSLException | GeneralSecurityException unusable) {
            throw new IllegalStateException("the connection to Apple's push service cannot be made", unusable);
        }
    }
}
