package dev.fanfare.standalone.system.phones;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/// Takes pushes as FCM does, and as a Web Push service does; tokens with `dead` in them are not registered any more.
final class PushSink implements AutoCloseable {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    final List<String> firebase = new CopyOnWriteArrayList<>();
    final List<String> browsers = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    PushSink() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/token", call -> answer(call, 200, "{\"access_token\": \"t\", \"expires_in\": 3600}"));
        server.createContext("/v1/projects/club/messages:send", this::takeFirebase);
        server.createContext("/push/", this::takeBrowser);
        server.start();
    }

    Map<String, String> settings() {
        KeyPair vapid = pair("EC", 256);
        return Map.of(
                "fanfare.push.fcm.url", url(),
                "fanfare.push.fcm.credentials", credentials(),
                "fanfare.push.web.public-key", BASE64.encodeToString(point((ECPublicKey) vapid.getPublic())),
                "fanfare.push.web.private-key",
                        BASE64.encodeToString(fixed(((ECPrivateKey) vapid.getPrivate()).getS())),
                "fanfare.push.web.subject", "mailto:ops@example.org",
                "fanfare.push.web.allow-private-addresses", "true");
    }

    /// Somebody with one phone and one browser.
    String person(String token, String path) {
        ECPublicKey browser = (ECPublicKey) pair("EC", 256).getPublic();
        return """
                {"audiences": ["all"], "push": [{"provider": "fcm", "token": "%s"},
                  {"provider": "web", "token": "%s", "keys": {"p256dh": "%s", "auth": "%s"}}]}""".formatted(
                token, url() + path, BASE64.encodeToString(point(browser)), BASE64.encodeToString(new byte[16]));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String credentials() {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getEncoder()
                        .encodeToString(pair("RSA", 2_048).getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "project_id",
                        "club",
                        "client_email",
                        "robot@club.example",
                        "private_key",
                        pem,
                        "token_uri",
                        url() + "/token"));
    }

    private void takeFirebase(HttpExchange call) throws IOException {
        String message = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        firebase.add(message);
        if (message.contains("dead")) {
            answer(call, 404, """
                    {"error": {"status": "NOT_FOUND", "details": [
                      {"@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": "UNREGISTERED"}]}}""");
        } else {
            answer(call, 200, "{\"name\": \"projects/club/messages/1\"}");
        }
    }

    private void takeBrowser(HttpExchange call) throws IOException {
        call.getRequestBody().readAllBytes();
        browsers.add(call.getRequestURI().getPath());
        answer(call, 201, "");
    }

    private static void answer(HttpExchange call, int status, String body) throws IOException {
        try (call) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            call.getRequestBody().readAllBytes();
            call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            call.getResponseBody().write(bytes);
        }
    }

    private static KeyPair pair(String kind, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] point(ECPublicKey key) {
        byte[] bytes = new byte[65];
        bytes[0] = 4;
        System.arraycopy(fixed(key.getW().getAffineX()), 0, bytes, 1, 32);
        System.arraycopy(fixed(key.getW().getAffineY()), 0, bytes, 33, 32);
        return bytes;
    }

    private static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return fixed;
    }
}
