package dev.fanfare.channels.push;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.util.Arrays;

/// Keys of the curve P-256 as Web Push writes them: a public one as 65 bytes (uncompressed), a private one as 32.
final class P256 {

    static final int PUBLIC_BYTES = 65;
    static final int PRIVATE_BYTES = 32;

    private static final ECParameterSpec CURVE = curve();

    private P256() {}

    /// A new pair, for one message.
    static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(CURVE);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// @throws IllegalArgumentException where these bytes are no point of the curve
    static ECPublicKey publicKey(byte[] bytes) {
        if (bytes.length != PUBLIC_BYTES || bytes[0] != 4) {
            throw new IllegalArgumentException("is no uncompressed point of P-256");
        }
        ECPoint point = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(bytes, 1, 33)),
                new BigInteger(1, Arrays.copyOfRange(bytes, 33, PUBLIC_BYTES)));
        if (!isOnCurve(point)) {
            throw new IllegalArgumentException("is no point of P-256");
        }
        try {
            return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, CURVE));
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException("is no point of P-256", unusable);
        }
    }

    /// @throws IllegalArgumentException where these bytes are no key
    static PrivateKey privateKey(byte[] bytes) {
        BigInteger secret = new BigInteger(1, bytes);
        if (bytes.length != PRIVATE_BYTES || secret.signum() == 0 || secret.compareTo(CURVE.getOrder()) >= 0) {
            throw new IllegalArgumentException("is no private key of P-256");
        }
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(secret, CURVE));
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException("is no private key of P-256", unusable);
        }
    }

    /// Whether what the one signs the other proves.
    static boolean isPair(ECPublicKey open, PrivateKey secret) {
        byte[] text = {1};
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(secret);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(open);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException unusable) {
            return false;
        }
    }

    static byte[] encoded(ECPublicKey key) {
        byte[] bytes = new byte[PUBLIC_BYTES];
        bytes[0] = 4;
        put(key.getW().getAffineX(), bytes, 1);
        put(key.getW().getAffineY(), bytes, 33);
        return bytes;
    }

    private static void put(BigInteger number, byte[] bytes, int at) {
        byte[] signed = number.toByteArray();
        int skip = Math.max(0, signed.length - 32);
        int length = signed.length - skip;
        System.arraycopy(signed, skip, bytes, at + 32 - length, length);
    }

    /// `y^2 = x^3 + ax + b`: a point elsewhere would give away bits of our key.
    private static boolean isOnCurve(ECPoint point) {
        EllipticCurve curve = CURVE.getCurve();
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
            return false;
        }
        BigInteger right =
                x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
        return y.pow(2).mod(p).equals(right);
    }

    private static ECParameterSpec curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
