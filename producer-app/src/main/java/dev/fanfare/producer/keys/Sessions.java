package dev.fanfare.producer.keys;

import dev.fanfare.producer.keys.ApiKeys.Admission;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Who signed in with a key, told by a cookie: signed with what is derived from the key, so that every front door with
/// the same keys knows it, and it ends when the key does.
public final class Sessions {

    /// From signing in, or from the last page that was opened.
    public static final Duration LASTS = Duration.ofHours(1);

    /// However often it is renewed: a copy of it is of no use for longer either.
    private static final Duration LASTS_AT_MOST = Duration.ofHours(12);

    private static final Pattern VALUE =
            Pattern.compile("([A-Za-z0-9._-]{1,50}):(\\d{1,12}):(\\d{1,12}):([A-Za-z0-9_-]{43})");
    private static final String HMAC = "HmacSHA256";
    /// Whoever steals a cookie shall not find the key behind it by trying.
    private static final int ROUNDS = 200_000;

    private static final int BITS = 256;

    private final ApiKeys keys;
    private final InstantSource clock;
    private final Map<String, SecretKeySpec> signing = new ConcurrentHashMap<>();

    public Sessions(ApiKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /// A session for who has this key; empty where it is none.
    public Optional<String> open(String secret) {
        return Optional.ofNullable(keys.opened(secret)).map(key -> value(key, clock.instant()));
    }

    /// What a cookie's value opens.
    public Admission admit(@Nullable String value) {
        Found found = find(value);
        return found == null ? new Admission.Unknown() : keys.count(found.key());
    }

    /// The same session, from now on.
    public Optional<String> renewed(@Nullable String value) {
        return Optional.ofNullable(find(value)).map(found -> value(found.key(), found.began()));
    }

    private record Found(ApiKey key, Instant began) {}

    private String value(ApiKey key, Instant began) {
        Instant last = began.plus(LASTS_AT_MOST);
        Instant ends = clock.instant().plus(LASTS);
        String said =
                key.name() + ":" + began.getEpochSecond() + ":" + (ends.isBefore(last) ? ends : last).getEpochSecond();
        return said + ":" + signature(said, key);
    }

    private @Nullable Found find(@Nullable String value) {
        Matcher parts = VALUE.matcher(value == null ? "" : value);
        if (!parts.matches()) {
            return null;
        }
        ApiKey key = keys.named(parts.group(1));
        Instant began = Instant.ofEpochSecond(Long.parseLong(parts.group(2)));
        Instant ends = Instant.ofEpochSecond(Long.parseLong(parts.group(3)));
        boolean ended = !ends.isAfter(clock.instant());
        return key == null || ended || !isSigned(parts, key) ? null : new Found(key, began);
    }

    private boolean isSigned(Matcher parts, ApiKey key) {
        String expected = signature(parts.group(1) + ":" + parts.group(2) + ":" + parts.group(3), key);
        return MessageDigest.isEqual(bytes(expected), bytes(parts.group(4)));
    }

    private String signature(String said, ApiKey key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(signing.computeIfAbsent(key.name(), _ -> derived(key)));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(bytes(said)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SecretKeySpec derived(ApiKey key) {
        char[] secret = Base64.getEncoder().encodeToString(key.digest()).toCharArray();
        try {
            PBEKeySpec spec = new PBEKeySpec(secret, bytes("fanfare console " + key.name()), ROUNDS, BITS);
            byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            return new SecretKeySpec(derived, HMAC);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
