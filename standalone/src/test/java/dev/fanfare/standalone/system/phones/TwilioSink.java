package dev.fanfare.standalone.system.phones;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Takes text messages as Twilio does, but for numbers that end in 99: those have answered STOP.
final class TwilioSink implements AutoCloseable {

    static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
    static final String TOKEN = "system-test-token";

    final List<Map<String, String>> messages = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    TwilioSink() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json", this::take);
        server.start();
    }

    Map<String, String> settings() {
        return Map.of(
                "fanfare.sms.twilio.url",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "fanfare.sms.twilio.account-sid",
                ACCOUNT,
                "fanfare.sms.twilio.auth-token",
                TOKEN,
                "fanfare.sms.twilio.from",
                "+15005550006");
    }

    /// As Twilio signs a callback.
    ///
    /// @param form names and values, sorted and run together
    static String signature(String url, String form) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal((url + form).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    long to(String number) {
        return messages.stream()
                .filter(message -> message.getOrDefault("To", "").equals(number))
                .count();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange call) throws IOException {
        try (call) {
            String text = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> form = Arrays.stream(text.split("&"))
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(
                            pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
            messages.add(form);
            boolean stopped = form.getOrDefault("To", "").endsWith("99");
            byte[] answer = (stopped
                            ? "{\"code\": 21610, \"message\": \"Attempt to send to unsubscribed recipient\"}"
                            : "{\"sid\": \"SM0123456789abcdef0123456789abcdef\", \"status\": \"queued\"}")
                    .getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(stopped ? 400 : 201, answer.length);
            call.getResponseBody().write(answer);
        }
    }
}
