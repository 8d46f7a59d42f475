package dev.fanfare.fanout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// Avro's single-object encoding, which names its schema, as the stores keep it.
public final class StoreBytes {

    private StoreBytes() {}

    /// A generated class's `toByteBuffer`.
    public interface Writer {
        ByteBuffer write() throws IOException;
    }

    /// A generated class's `fromByteBuffer`.
    public interface Reader<T> {
        T read(ByteBuffer bytes) throws IOException;
    }

    public static byte[] of(Writer value) {
        try {
            ByteBuffer bytes = value.write();
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public static <T> T read(byte[] bytes, Reader<T> reader) {
        try {
            return reader.read(ByteBuffer.wrap(bytes));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
