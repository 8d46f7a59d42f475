package dev.fanfare.channels.push;

import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.FakeProvider;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.RetryPolicy;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.channels.http.FakeHttp;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/// Google's token endpoint and FCM's v1 API as far as their documentation tells, on loopback.
final class FakeFcm implements FakeProvider {

    static final String DEVICE = "device-token_0123:APA91b-abcdef";

    private static final String PROJECT = "club-1234";
    private static final String ROBOT = "robot@club-1234.iam.gserviceaccount.com";
    private static final String SEND = "/v1/projects/" + PROJECT + "/messages:send";

    final FakeHttp http = new FakeHttp(this::reply);
    final AtomicInteger exchanges = new AtomicInteger();
    final AtomicLong validSeconds = new AtomicLong(3_600);
    private volatile Mood mood = Mood.KIND;
    private volatile String retryAfter = "";
    private volatile FakeHttp.Reply scripted = error(503, "UNAVAILABLE", "");

    @Override
    public Gateway gateway(Duration timeout) {
        return gateway(timeout, InstantSource.system());
    }

    Gateway gateway(Duration timeout, InstantSource clock) {
        SendSettings send = new SendSettings(250, timeout, RetryPolicy.DEFAULT);
        return new FcmGateway(send, new FcmSettings(http.url(), credentials()), clock);
    }

    String credentials() {
        Map<String, String> json = Map.of(
                "type",
                "service_account",
                "project_id",
                PROJECT,
                "client_email",
                ROBOT,
                "private_key",
                Keys.pem(Keys.RSA.getPrivate()),
                "token_uri",
                http.url() + "/token");
        return new String(Json.bytes(json), StandardCharsets.UTF_8);
    }

    @Override
    public Delivery delivery(String recipient) {
        return Deliveries.of(Channel.PUSH, recipient, "fcm:" + DEVICE).build();
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
    void answer(FakeHttp.Reply reply) {
        scripted = reply;
        mood(Mood.TROUBLED);
    }

    /// As FCM says it: Google's status, and its own code among the details.
    static FakeHttp.Reply error(int status, String code, String more) {
        return FakeHttp.Reply.of(status, """
                {"error": {"code": %d, "message": "it is %s", "status": "WHATEVER", "details": [%s
                  {"@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": "%s"}]}}""".formatted(status, code, more, code));
    }

    @Override
    public List<String> secrets() {
        return List.of(
                "access-of-",
                Base64.getEncoder()
                        .encodeToString(Keys.RSA.getPrivate().getEncoded())
                        .substring(100, 160),
                DEVICE);
    }

    @Override
    public List<String> ids() {
        return sent().stream()
                .map(message -> message.at("/message/data/delivery").asString(""))
                .toList();
    }

    List<JsonNode> sent() {
        return http.calls.stream()
                .filter(call -> call.path().equals(SEND))
                .map(call -> Json.read(call.body()))
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

    private FakeHttp.Reply reply(FakeHttp.Call call) {
        if (call.path().equals("/token")) {
            return exchange(call);
        }
        if (!call.path().equals(SEND) || !call.header("Authorization").matches("Bearer access-of-\\d+")) {
            return FakeHttp.Reply.of(401, "{\"error\": {\"status\": \"UNAUTHENTICATED\", \"message\": \"who?\"}}");
        }
        return switch (mood) {
            case UNKNOWN_ADDRESS -> error(404, "UNREGISTERED", "");
            case TROUBLED -> scripted;
            case STRANGE ->
                FakeHttp.Reply.of(
                        401,
                        "{\"error\": {\"status\": \"UNAUTHENTICATED\", \"message\": \"not "
                                + call.header("Authorization") + "\"}}");
            case THROTTLING -> error(429, "QUOTA_EXCEEDED", "").with("Retry-After", retryAfter);
            case ECHOING -> FakeHttp.Reply.of(400, call.headers() + call.text());
            case KIND, SILENT, NONSENSE, BREAKING, ENDLESS ->
                FakeHttp.Reply.of(200, "{\"name\": \"projects/" + PROJECT + "/messages/0:17\"}");
        };
    }

    /// Takes an assertion only where it is signed by our key, for the right scope and end point (RFC 7523).
    private FakeHttp.Reply exchange(FakeHttp.Call call) {
        String assertion = URLDecoder.decode(call.text().replaceFirst(".*assertion=", ""), StandardCharsets.UTF_8);
        String[] parts = assertion.split("\\.");
        JsonNode claims = Json.read(Base64.getUrlDecoder().decode(parts[1]));
        boolean sound = call.text().startsWith("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&")
                && signed(parts)
                && claims.path("iss").asString("").equals(ROBOT)
                && claims.path("aud").asString("").equals(http.url() + "/token")
                && claims.path("scope").asString("").equals("https://www.googleapis.com/auth/firebase.messaging")
                && claims.path("exp").asLong() - claims.path("iat").asLong() == 3_600;
        return sound
                ? FakeHttp.Reply.of(
                        200,
                        "{\"access_token\": \"access-of-" + exchanges.incrementAndGet() + "\", \"expires_in\": "
                                + validSeconds + ", \"token_type\": \"Bearer\"}")
                : FakeHttp.Reply.of(
                        400, "{\"error\": \"invalid_grant\", \"error_description\": \"" + assertion + "\"}");
    }

    private static boolean signed(String[] parts) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(Keys.RSA.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException broken) {
            return false;
        }
    }
}
