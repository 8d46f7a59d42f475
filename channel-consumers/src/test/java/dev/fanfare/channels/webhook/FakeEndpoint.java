package dev.fanfare.channels.webhook;

import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.FakeProvider;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.RetryPolicy;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.channels.http.FakeHttp;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// An endpoint that takes webhooks on loopback and answers as it is told.
final class FakeEndpoint implements FakeProvider {

    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final FakeHttp http = new FakeHttp(this::reply);
    final List<FakeHttp.Call> calls = http.calls;
    final Map<String, String> answerHeaders = new ConcurrentHashMap<>();
    private volatile Mood mood = Mood.KIND;
    private volatile String retryAfter = "";
    volatile int status = 200;
    volatile byte[] answer = "thanks".getBytes(StandardCharsets.UTF_8);

    int port() {
        return http.port();
    }

    String url(String path) {
        return http.url() + path;
    }

    @Override
    public Gateway gateway(Duration timeout) {
        SendSettings send = new SendSettings(250, timeout, RetryPolicy.DEFAULT);
        return new WebhookGateway(new WebhookSettings(send, true), InstantSource.system());
    }

    @Override
    public Delivery delivery(String recipient) {
        return Deliveries.of(Channel.WEBHOOK, recipient, url("/hooks/" + recipient + "?token=hush-hush"))
                .setSecrets(List.of(SECRET))
                .setData("{\"order\":7}")
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

    @Override
    public List<String> secrets() {
        return List.of(SECRET, SECRET.substring(6), "hush-hush");
    }

    @Override
    public List<String> ids() {
        return calls.stream().map(call -> call.header("webhook-id")).toList();
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
        FakeHttp.Reply said = new FakeHttp.Reply(status, answerHeaders, answer);
        return switch (mood) {
            case UNKNOWN_ADDRESS -> new FakeHttp.Reply(404, Map.of(), answer);
            case TROUBLED -> new FakeHttp.Reply(503, Map.of(), answer);
            case STRANGE -> new FakeHttp.Reply(401, Map.of(), answer);
            case THROTTLING -> FakeHttp.Reply.of(429, "slowly").with("Retry-After", retryAfter);
            case ECHOING -> FakeHttp.Reply.of(400, call.path() + " is not signed by " + SECRET);
            case KIND, SILENT, NONSENSE, BREAKING, ENDLESS -> said;
        };
    }
}
