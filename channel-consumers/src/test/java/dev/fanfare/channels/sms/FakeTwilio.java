package dev.fanfare.channels.sms;

import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.FakeProvider;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.RetryPolicy;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.channels.http.FakeHttp;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.ToldDelivery;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Twilio's Messages API as far as its documentation tells, on loopback.
final class FakeTwilio implements FakeProvider {

    static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
    static final String TOKEN = "geheim-0123456789";
    static final String FROM = "+15005550006";

    final FakeHttp http = new FakeHttp(this::reply);
    private volatile Mood mood = Mood.KIND;
    private volatile String retryAfter = "";
    private volatile FakeHttp.Reply scripted = error(500, 20500, "scripted");

    @Override
    public Gateway gateway(Duration timeout) {
        return gateway(timeout, FROM, URI.create("https://news.example.org"));
    }

    Gateway gateway(Duration timeout, String from, URI publicUrl) {
        SendSettings send = new SendSettings(250, timeout, RetryPolicy.DEFAULT);
        TwilioSettings twilio = new TwilioSettings(http.url(), ACCOUNT, TOKEN, from);
        return new TwilioGateway(new SmsSettings(send, twilio, publicUrl), InstantSource.system());
    }

    @Override
    public Delivery delivery(String recipient) {
        return Deliveries.of(Channel.SMS, recipient, "+441632960000").build();
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

    /// From now on every message is read and not answered.
    void hangUp() {
        scripted = FakeHttp.Reply.NONE;
        mood(Mood.TROUBLED);
    }

    /// From now on every message is answered so.
    void answer(int status, int code, String message) {
        scripted = error(status, code, message);
        mood(Mood.TROUBLED);
    }

    @Override
    public List<String> secrets() {
        return List.of(TOKEN, basic().substring("Basic ".length()));
    }

    @Override
    public List<String> ids() {
        return http.calls.stream()
                .map(call -> form(call).getOrDefault("StatusCallback", ""))
                .map(callback -> ToldDelivery.parse(callback.replaceFirst(".*delivery=", "")))
                .flatMap(Optional::stream)
                .map(ToldDelivery::delivery)
                .toList();
    }

    @Override
    public void restart() {
        http.restart();
    }

    @Override
    public void close() {
        http.close();
    }

    static Map<String, String> form(FakeHttp.Call call) {
        return Arrays.stream(call.text().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private FakeHttp.Reply reply(FakeHttp.Call call) {
        if (!call.header("Authorization").equals(basic())) {
            return error(401, 20003, "Authenticate");
        }
        return switch (mood) {
            case UNKNOWN_ADDRESS -> error(400, 21211, "Invalid 'To' Phone Number: +44163296XXXX");
            case TROUBLED -> scripted;
            case STRANGE -> error(401, 20003, "Authenticate with " + TOKEN + "? No.");
            case THROTTLING -> error(429, 20429, "Too Many Requests").with("Retry-After", retryAfter);
            case ECHOING -> error(400, 21602, "You sent " + call.headers() + " and the token " + TOKEN);
            case KIND, SILENT, NONSENSE, BREAKING, ENDLESS ->
                FakeHttp.Reply.of(
                        201,
                        "{\"sid\": \"SM0000000000000000000000000000000" + http.calls.size() % 10
                                + "\", \"status\": \"queued\", \"num_segments\": \"0\", \"error_code\": null}");
        };
    }

    private static FakeHttp.Reply error(int status, int code, String message) {
        String json =
                "{\"code\": %d, \"message\": \"%s\", \"more_info\": \"https://www.twilio.com/docs/errors/%d\", \"status\": %d}";
        return FakeHttp.Reply.of(status, json.formatted(code, message.replace("\"", "'"), code, status));
    }

    private static String basic() {
        String login = ACCOUNT + ":" + TOKEN;
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
}
