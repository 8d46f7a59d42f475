package dev.fanfare.channels.push;

import com.eatthepath.pushy.apns.server.MockApnsServer;
import com.eatthepath.pushy.apns.server.MockApnsServerBuilder;
import com.eatthepath.pushy.apns.server.PushNotificationHandler;
import com.eatthepath.pushy.apns.server.PushNotificationHandlerFactory;
import com.eatthepath.pushy.apns.server.RejectedNotificationException;
import com.eatthepath.pushy.apns.server.RejectionReason;
import dev.fanfare.channels.delivery.Certificate;
import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.FakeProvider;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.RetryPolicy;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.json.Json;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// pushy's mock of Apple's service, behind a wire that can fail.
final class FakeApns implements FakeProvider {

    static final String KEY = "KEY4567890";
    static final String TEAM = "TEAM567890";
    static final String TOPIC = "org.example.club";
    static final String DEVICE = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";

    private static final Certificate CERTIFICATE = Certificate.made();

    final List<JsonNode> pushes = new CopyOnWriteArrayList<>();
    final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();
    private final MockApnsServer server;
    private final MoodyWire wire;
    private volatile Mood mood = Mood.KIND;
    private volatile RejectionReason scripted = RejectionReason.SERVICE_UNAVAILABLE;

    FakeApns() {
        this(null);
    }

    /// @param judge who says what of a push is wrong; null: the mood
    FakeApns(@Nullable PushNotificationHandlerFactory judge) {
        try {
            int port = freePort();
            server = new MockApnsServerBuilder()
                    .setServerCredentials(new X509Certificate[] {CERTIFICATE.certificate()}, CERTIFICATE.key(), null)
                    .setHandlerFactory(judge == null ? _ -> handler() : judge)
                    .build();
            server.start(port).join();
            wire = new MoodyWire(port);
        } catch (SSLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public Gateway gateway(Duration timeout) {
        return gateway(timeout, Keys.EC.getPrivate(), TOPIC);
    }

    Gateway gateway(Duration timeout, PrivateKey key, String topic) {
        SendSettings send = new SendSettings(250, timeout, RetryPolicy.DEFAULT);
        ApnsSettings settings = new ApnsSettings("127.0.0.1", wire.port(), Keys.pem(key), KEY, TEAM, topic);
        return new ApnsGateway(send, settings, InstantSource.fixed(Deliveries.NOON), CERTIFICATE.certificate());
    }

    @Override
    public Delivery delivery(String recipient) {
        return Deliveries.of(Channel.PUSH, recipient, "apns:" + DEVICE).build();
    }

    @Override
    public void mood(Mood mood) {
        this.mood = mood;
        wire.mood(mood);
    }

    /// It never says how long; its 429 about one phone is a throttle, this one is about us.
    @Override
    public boolean throttle(String retryAfter) {
        refuse(RejectionReason.TOO_MANY_PROVIDER_TOKEN_UPDATES);
        return false;
    }

    /// From now on every push is refused so.
    void refuse(RejectionReason reason) {
        scripted = reason;
        mood(Mood.TROUBLED);
    }

    @Override
    public List<String> secrets() {
        return List.of(
                Base64.getEncoder()
                        .encodeToString(Keys.EC.getPrivate().getEncoded())
                        .substring(40, 80),
                DEVICE);
    }

    @Override
    public List<String> ids() {
        return pushes.stream().map(push -> push.path("delivery").asString("")).toList();
    }

    @Override
    public void restart() {
        wire.cut();
    }

    @Override
    public void close() {
        wire.close();
        server.shutdown();
    }

    private PushNotificationHandler handler() {
        return (head, payload) -> {
            Map<String, String> seen = new java.util.TreeMap<>();
            head.forEach(header ->
                    seen.put(header.getKey().toString(), header.getValue().toString()));
            headers.add(seen);
            pushes.add(Json.read(payload.toString(StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8)));
            RejectionReason reason = refusal();
            if (reason != null) {
                throw new RejectedNotificationException(reason);
            }
        };
    }

    private RejectionReason refusal() {
        return switch (mood) {
            case UNKNOWN_ADDRESS -> RejectionReason.BAD_DEVICE_TOKEN;
            case TROUBLED -> scripted;
            case STRANGE -> RejectionReason.INVALID_PROVIDER_TOKEN;
            case THROTTLING -> RejectionReason.TOO_MANY_REQUESTS;
            case ECHOING -> RejectionReason.PAYLOAD_EMPTY;
            case KIND, SILENT, NONSENSE, BREAKING, ENDLESS -> null;
        };
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
