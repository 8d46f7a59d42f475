package dev.fanfare.channels.webhook;

import dev.fanfare.schemas.Delivery;
import java.net.URI;
import java.util.stream.Stream;

/// Takes out of a text for people what an endpoint may have echoed: its secrets, and its URL's query.
final class Redact {

    private Redact() {}

    static String text(String text, Delivery delivery) {
        Stream<String> secrets =
                delivery.getSecrets().stream().flatMap(secret -> Stream.of(secret, secret.replaceFirst("^whsec_", "")));
        String query = URI.create(delivery.getAddress()).getRawQuery();
        return Stream.concat(secrets, Stream.ofNullable(query))
                .filter(secret -> secret.length() >= 4)
                .reduce(text, (rest, secret) -> rest.replace(secret, "***"));
    }
}
