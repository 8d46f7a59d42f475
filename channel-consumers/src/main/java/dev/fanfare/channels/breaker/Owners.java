package dev.fanfare.channels.breaker;

import dev.fanfare.schemas.EndpointOwner;
import dev.fanfare.schemas.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// With whom an endpoint is called, as far as everybody may know.
public final class Owners {

    private Owners() {}

    /// @param secrets that sign for it; a registration with other ones is another one
    public static EndpointOwner of(String recipient, String address, List<String> secrets) {
        return new EndpointOwner(recipient, host(address), hash(secrets));
    }

    /// The same for the same secrets, in whatever order.
    public static String hash(List<String> secrets) {
        String all = String.join("\n", secrets.stream().sorted().toList());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Sha256.of(all.getBytes(StandardCharsets.UTF_8)))
                .substring(0, 22);
    }

    private static String host(String address) {
        try {
            return String.valueOf(URI.create(address).getHost());
        } catch (IllegalArgumentException unreadable) {
            return "";
        }
    }
}
