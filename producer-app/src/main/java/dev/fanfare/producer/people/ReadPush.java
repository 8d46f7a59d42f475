package dev.fanfare.producer.people;

import dev.fanfare.schemas.PushAddress;
import dev.fanfare.schemas.json.Fields;
import java.util.Set;
import java.util.regex.Pattern;

/// A push token from JSON; a Web Push subscription as a browser writes it, with `keys`.
public final class ReadPush {

    private static final Set<String> PROVIDERS = Set.of("fcm", "apns", "web");
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]+=*");
    private static final Pattern APNS = Pattern.compile("[0-9a-fA-F]{16,400}");
    private static final int TOKEN = 2_000;
    private static final int KEY = 100;

    private ReadPush() {}

    static PushAddress of(Fields fields) {
        fields.only(Set.of("provider", "token", "keys"));
        return of(fields, fields.needed("token", TOKEN));
    }

    /// With the token of the path.
    public static PushAddress registered(Fields fields, String token) {
        fields.only(Set.of("provider", "keys"));
        return of(fields, token);
    }

    private static PushAddress of(Fields fields, String token) {
        String provider = fields.needed("provider", 20);
        if (!PROVIDERS.contains(provider)) {
            throw fields.wrong("provider", "must be fcm, apns or web");
        }
        return switch (provider) {
            case "web" -> subscription(fields, token);
            case "apns" -> {
                if (!APNS.matcher(token).matches()) {
                    throw fields.wrong("token", "must be hexadecimal digits");
                }
                yield plain(fields, provider, token);
            }
            default -> plain(fields, provider, token);
        };
    }

    private static PushAddress plain(Fields fields, String provider, String token) {
        if (fields.has("keys")) {
            throw fields.wrong("keys", "only a web subscription has any");
        }
        return new PushAddress(provider, token, null, null);
    }

    /// Messages never hold a key.
    private static PushAddress subscription(Fields fields, String token) {
        if (!WebhookParts.isWebhook(token)) {
            throw fields.wrong("token", "must be the subscription's endpoint, an https URL");
        }
        Fields keys = fields.object("keys").orElseThrow(() -> fields.wrong("keys", "is missing: p256dh and auth"));
        keys.only(Set.of("p256dh", "auth"));
        return new PushAddress("web", token, key(keys, "p256dh"), key(keys, "auth"));
    }

    private static String key(Fields keys, String name) {
        String key = keys.needed(name, KEY);
        if (!BASE64URL.matcher(key).matches()) {
            throw keys.wrong(name, "must be base64url");
        }
        return key;
    }
}
