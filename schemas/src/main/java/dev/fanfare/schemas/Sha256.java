package dev.fanfare.schemas;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 (FIPS 180-4), which every Java platform has.
public final class Sha256 {

    private static final MessageDigest FRESH = make();

    private Sha256() {}

    public static byte[] of(byte[] bytes) {
        return fresh().digest(bytes);
    }

    /// A copy of one that has digested nothing: a search among the security providers costs as much as the digest.
    private static MessageDigest fresh() {
        try {
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException never) {
            return make();
        }
    }

    private static MessageDigest make() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
