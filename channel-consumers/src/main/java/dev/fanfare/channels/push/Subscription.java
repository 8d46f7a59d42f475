package dev.fanfare.channels.push;

import dev.fanfare.channels.http.Endpoint;
import dev.fanfare.schemas.Delivery;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// A browser's subscription: where its push service takes pushes for it, and how they are encrypted.
record Subscription(URI endpoint, EncryptPush encryption) {

    private static final int KEYS = 2;
    /// Of a part of the endpoint that can be a secret by itself, in characters.
    private static final int TOKEN_LEAST = 16;

    /// @param plainToo whether http will do
    /// @throws IllegalArgumentException saying what is wrong with it, without its keys
    static Subscription of(Delivery delivery, boolean plainToo) {
        URI url = Endpoint.of(PushToken.of(delivery)).url();
        if (!plainToo && !"https".equalsIgnoreCase(url.getScheme())) {
            throw new IllegalArgumentException("the subscription's endpoint is not https");
        }
        List<String> keys = delivery.getSecrets();
        if (keys.size() != KEYS) {
            throw new IllegalArgumentException("the subscription has no keys p256dh and auth");
        }
        byte[] auth = decoded(keys.get(1), "auth");
        if (auth.length != EncryptPush.AUTH_BYTES) {
            throw new IllegalArgumentException("the subscription's auth is not 16 bytes");
        }
        return new Subscription(url, new EncryptPush(receiver(keys.getFirst()), auth));
    }

    /// Scheme, host and port, as VAPID's `aud` has it.
    String origin() {
        int port = endpoint.getPort();
        return endpoint.getScheme() + "://" + endpoint.getHost() + (port < 0 ? "" : ":" + port);
    }

    /// What the push service may echo and no text for people may hold: whoever has the endpoint's path or query can
    /// push to it.
    List<String> secrets() {
        String path = endpoint.getRawPath();
        String query = Objects.requireNonNullElse(endpoint.getRawQuery(), "");
        Stream<String> wholes = Stream.of(endpoint.toString(), path + "?" + query, path, query);
        Stream<String> parts = Stream.of(path.split("/"), query.split("[&=]"))
                .flatMap(Stream::of)
                .filter(part -> part.length() >= TOKEN_LEAST);
        return Stream.concat(wholes, parts)
                .flatMap(form -> Stream.of(form, decoded(form)))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /// As the address of a page is, where a plus stands for itself.
    private static String decoded(String form) {
        return URLDecoder.decode(form.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static java.security.interfaces.ECPublicKey receiver(String key) {
        try {
            return P256.publicKey(decoded(key, "p256dh"));
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException("the subscription's p256dh is no point of P-256");
        }
    }

    private static byte[] decoded(String text, String name) {
        try {
            return Base64.getUrlDecoder()
                    .decode(text.replaceFirst("=+$", "").replace('+', '-').replace('/', '_'));
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("the subscription's " + name + " is not base64url");
        }
    }
}
