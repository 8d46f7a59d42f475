package dev.fanfare.channels.push;

import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.FakeProvider;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.RetryPolicy;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.channels.http.FakeHttp;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// A push service on loopback, with one browser behind it.
final class FakePushService implements FakeProvider {

    static final KeyPair BROWSER = P256.pair();
    static final byte[] AUTH = "sixteen bytes ok".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    static final KeyPair SERVER = P256.pair();

    private static final String PATH = "/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    final FakeHttp http = new FakeHttp(this::reply);
    private volatile Mood mood = Mood.KIND;
    private volatile String retryAfter = "";
    private volatile FakeHttp.Reply scripted = FakeHttp.Reply.of(503, "no");

    @Override
    public Gateway gateway(Duration timeout) {
        return gateway(timeout, true);
    }

    Gateway gateway(Duration timeout, boolean anywhere) {
        SendSettings send = new SendSettings(250, timeout, RetryPolicy.DEFAULT);
        return new WebPushGateway(send, settings(anywhere), InstantSource.system());
    }

    static WebPushSettings settings(boolean anywhere) {
        byte[] secret = ((ECPrivateKey) SERVER.getPrivate()).getS().toByteArray();
        byte[] fixed = new byte[P256.PRIVATE_BYTES];
        int length = Math.min(secret.length, fixed.length);
        System.arraycopy(secret, secret.length - length, fixed, fixed.length - length, length);
        return new WebPushSettings(
                BASE64.encodeToString(P256.encoded((ECPublicKey) SERVER.getPublic())),
                BASE64.encodeToString(fixed),
                "mailto:ops@example.org",
                anywhere);
    }

    @Override
    public Delivery delivery(String recipient) {
        return Deliveries.of(Channel.PUSH, recipient, "web:" + http.url() + PATH)
                .setSecrets(List.of(
                        BASE64.encodeToString(P256.encoded((ECPublicKey) BROWSER.getPublic())),
                        BASE64.encodeToString(AUTH)))
                .build();
    }

    @Override
    public void mood(Mood mood) {
        this.mood = mood;
        http.mood(mood);
    }

    @Override
    public boolean throttle(String retryAfter) {
        this.retryAfter = retryAfter;
        mood(Mood.THROTTLING);
        return true;
    }

    /// From now on every push is answered so.
    void answer(int status) {
        answer(status, "no");
    }

    void answer(int status, String body) {
        scripted = FakeHttp.Reply.of(status, body);
        mood(Mood.TROUBLED);
    }

    @Override
    public List<String> secrets() {
        return List.of(PATH, BASE64.encodeToString(AUTH), settings(true).privateKey());
    }

    @Override
    public List<String> ids() {
        return http.calls.stream().map(call -> call.header("Topic")).toList();
    }

    @Override
    public void restart() {
        http.restart();
    }

    @Override
    public void close() {
        http.close();
    }

    private FakeHttp.Reply reply(FakeHttp.Call call) {
        return switch (mood) {
            case UNKNOWN_ADDRESS -> FakeHttp.Reply.of(410, "gone");
            case TROUBLED -> scripted;
            case STRANGE -> FakeHttp.Reply.of(401, "who are you, " + call.header("Authorization") + "?");
            case THROTTLING -> FakeHttp.Reply.of(429, "slowly").with("Retry-After", retryAfter);
            case ECHOING -> FakeHttp.Reply.of(400, call.path() + Arrays.toString(AUTH) + call.headers());
            case KIND, SILENT, NONSENSE, BREAKING, ENDLESS -> FakeHttp.Reply.of(201, "");
        };
    }
}
