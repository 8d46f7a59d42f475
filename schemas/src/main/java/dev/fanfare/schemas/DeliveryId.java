package dev.fanfare.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;

/// The name of a delivery: always the same for the same event, recipient, channel and address.
///
/// Twenty bytes in base64url: four of the recipient's partition hash, so that any process finds the owner, and sixteen
/// of a SHA-256 over the four parts.
public final class DeliveryId {

    /// Characters of an id.
    public static final int LENGTH = 27;

    private static final int HASH_BYTES = 4;
    private static final int DIGEST_BYTES = 16;

    /// Bytes that an id stands for.
    public static final int BYTES = HASH_BYTES + DIGEST_BYTES;

    /// Characters in which there are bits of the hash alone.
    private static final int WHOLE_CHARACTERS = 5;

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private DeliveryId() {}

    /// The id of this delivery; `address` is empty where there is none.
    public static String of(String eventKey, String recipient, Channel channel, String address) {
        return of(bytes(eventKey, recipient, channel, address));
    }

    /// The [#BYTES] of this delivery's id; `address` is empty where there is none.
    public static byte[] bytes(String eventKey, String recipient, Channel channel, String address) {
        String parts = eventKey + '\n' + channel.name() + '\n' + recipient + '\n' + address;
        byte[] digest = Sha256.of(parts.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(BYTES)
                .putInt(Partitioning.hash(recipient))
                .put(digest, 0, DIGEST_BYTES)
                .array();
    }

    /// What the ids of all deliveries to this recipient begin with; others' may as well.
    public static String beginning(String recipient) {
        byte[] hash = ByteBuffer.allocate(HASH_BYTES)
                .putInt(Partitioning.hash(recipient))
                .array();
        return BASE64.encodeToString(hash).substring(0, WHOLE_CHARACTERS);
    }

    /// The recipient's partition hash, or nothing where `id` is no delivery id.
    public static OptionalInt recipientHash(String id) {
        return bytes(id)
                .map(bytes -> OptionalInt.of(ByteBuffer.wrap(bytes).getInt()))
                .orElse(OptionalInt.empty());
    }

    /// The [#BYTES] that `id` stands for, or nothing where it is no delivery id.
    public static Optional<byte[]> bytes(String id) {
        if (id.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(id);
            return bytes[0] < 0 ? Optional.empty() : Optional.of(bytes);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /// The id that these [#BYTES] stand for.
    public static String of(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }
}
