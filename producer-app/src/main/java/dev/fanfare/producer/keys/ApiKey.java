package dev.fanfare.producer.keys;

import dev.fanfare.schemas.Sha256;
import dev.fanfare.schemas.setup.AppSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One entry of `fanfare.api.keys`; the secret is kept as its SHA-256 only.
///
/// @param perSecond calls a second, 1 to 100,000; 0 for no bound
record ApiKey(String name, Set<Role> roles, int perSecond, byte[] digest) {

    private static final Pattern ENTRY =
            Pattern.compile("([A-Za-z0-9._-]{1,50}):([a-z+]{1,50})(?:@(\\d{1,6}))?:(.{8,500})");
    private static final int MOST_PER_SECOND = 100_000;

    /// `NAME:ROLE+ROLE[@PER_SECOND]:SECRET`; messages tell the entry's place and never its text.
    static ApiKey parse(String entry, int place) {
        Matcher parts = ENTRY.matcher(entry.strip());
        if (!parts.matches()) {
            throw wrong(place, "must be NAME:ROLE+ROLE[@PER_SECOND]:SECRET with a secret of 8 to 500 characters");
        }
        int perSecond = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        if (parts.group(3) != null && (perSecond < 1 || perSecond > MOST_PER_SECOND)) {
            throw wrong(place, "the rate must be 1 to " + MOST_PER_SECOND + " a second");
        }
        if (AppSettings.isExample(parts.group(4))) {
            throw wrong(place, AppSettings.EXAMPLE);
        }
        return new ApiKey(parts.group(1), roles(parts.group(2), place), perSecond, digest(parts.group(4)));
    }

    boolean opensWith(byte[] presented) {
        return MessageDigest.isEqual(digest, presented);
    }

    static byte[] digest(String secret) {
        return Sha256.of(secret.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "ApiKey[" + name + ", " + roles + "]";
    }

    private static Set<Role> roles(String text, int place) {
        return Arrays.stream(text.split("\\+"))
                .map(role -> role(role, place))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    private static Role role(String text, int place) {
        return switch (text) {
            case "send" -> Role.SEND;
            case "read" -> Role.READ;
            case "operate" -> Role.OPERATE;
            case "admin" -> Role.ADMIN;
            default -> throw wrong(place, "knows the roles send, read, operate and admin");
        };
    }

    private static IllegalArgumentException wrong(int place, String why) {
        return new IllegalArgumentException("fanfare.api.keys[" + place + "]: " + why);
    }
}
