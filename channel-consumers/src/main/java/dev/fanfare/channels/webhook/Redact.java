package dev.fanfare.channels.webhook;

import dev.fanfare.schemas.Delivery;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/// What an endpoint may echo and no text for people may hold: its secrets, and its URL's query.
final class Redact {

    private Redact() {}

    static List<String> secrets(Delivery delivery) {
        Stream<String> secrets =
                delivery.getSecrets().stream().flatMap(secret -> Stream.of(secret, secret.replaceFirst("^whsec_", "")));
        return Stream.concat(
                        secrets,
                        Stream.ofNullable(URI.create(delivery.getAddress()).getRawQuery()))
                .toList();
    }
}
