package dev.fanfare.fanout.people;

import dev.fanfare.schemas.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// A profile's bytes in the store: Avro's single-object encoding, which names its schema.
final class Profiles {

    private Profiles() {}

    static byte[] write(Profile profile) {
        try {
            ByteBuffer bytes = profile.toByteBuffer();
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static Profile read(byte[] bytes) {
        try {
            return Profile.fromByteBuffer(ByteBuffer.wrap(bytes));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
