package dev.fanfare.channels.push;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// Reads a private key as services hand it out: PKCS #8 in PEM.
final class PemKey {

    private PemKey() {}

    /// @param kind `RSA` or `EC`
    /// @throws IllegalArgumentException naming the setting, and not what it says
    static PrivateKey of(String setting, String pem, String kind) {
        String base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(setting + ": holds no " + kind + " private key in PEM (PKCS #8)");
        }
    }
}
