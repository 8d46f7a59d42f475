package dev.fanfare.standalone.up;

import java.security.SecureRandom;
import java.util.Base64;

/// A secret that nobody can guess.
public final class RandomKey {

    private static final int BYTES = 24;

    private RandomKey() {}

    /// 32 letters, digits, dashes and underscores.
    public static String make() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
