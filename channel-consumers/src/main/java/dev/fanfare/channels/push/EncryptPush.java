package dev.fanfare.channels.push;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts a push for one browser (RFC 8291), in one record of the content encoding `aes128gcm` (RFC 8188).
///
/// @param receiver the browser's public key, `p256dh`
/// @param authSecret the browser's, `auth`: 16 bytes
record EncryptPush(ECPublicKey receiver, byte[] authSecret) {

    /// A push service takes 4,096 bytes: 86 are the header, 16 the tag, 1 the delimiter.
    static final int PLAIN_MOST = 3_993;

    static final int AUTH_BYTES = 16;

    private static final int RECORD = 4_096;
    private static final int SALT = 16;
    private static final int TAG_BITS = 128;
    private static final byte LAST_RECORD = 2;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// With a key pair and salt of its own, as every message needs.
    byte[] encrypt(byte[] plain) {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        return encrypt(plain, P256.pair(), salt);
    }

    byte[] encrypt(byte[] plain, KeyPair sender, byte[] salt) {
        byte[] own = P256.encoded((ECPublicKey) sender.getPublic());
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(sender.getPrivate());
            agreement.doPhase(receiver, true);
            byte[] combined = hmac(authSecret, agreement.generateSecret());
            byte[] material = hmac(combined, bytes("WebPush: info\0"), P256.encoded(receiver), own, new byte[] {1});
            byte[] pseudorandom = hmac(salt, material);
            byte[] key = hmac(pseudorandom, bytes("Content-Encoding: aes128gcm\0"), new byte[] {1});
            byte[] nonce = hmac(pseudorandom, bytes("Content-Encoding: nonce\0"), new byte[] {1});
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(Arrays.copyOf(key, 16), "AES"),
                    new GCMParameterSpec(TAG_BITS, Arrays.copyOf(nonce, 12)));
            byte[] delimited = Arrays.copyOf(plain, plain.length + 1);
            delimited[plain.length] = LAST_RECORD;
            byte[] encrypted = cipher.doFinal(delimited);
            return ByteBuffer.allocate(SALT + Integer.BYTES + 1 + own.length + encrypted.length)
                    .put(salt)
                    .putInt(RECORD)
                    .put((byte) own.length)
                    .put(own)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JVM has what Web Push needs", impossible);
        }
    }

    private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
