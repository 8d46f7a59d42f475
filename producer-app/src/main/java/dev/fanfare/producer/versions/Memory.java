package dev.fanfare.producer.versions;

import dev.fanfare.schemas.serde.StoreCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.zip.CRC32C;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The current ones of a kind in a file, so that a front door that starts while Kafka is away knows what its
/// predecessor knew.
public final class Memory<T extends SpecificRecord> {

    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);
    private static final long PAUSE_NS = Duration.ofSeconds(1).toNanos();

    private final Path file;
    private final Shelf<T> shelf;
    private final StoreCodec<T> codec;
    private boolean changed = true;
    private long keptAt = System.nanoTime() - PAUSE_NS;

    public Memory(Path file, Shelf<T> shelf, Class<T> type) {
        this.file = file;
        this.shelf = shelf;
        this.codec = StoreCodec.of(type);
    }

    /// Puts what the file holds into the copy; whether there is such a file, and it is whole.
    boolean recall() {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            int size = bytes.limit() - Integer.BYTES;
            if (size < 0 || crc(bytes.slice(0, size)) != bytes.getInt(size)) {
                throw new IOException("it is not as it was written");
            }
            read(new DataInputStream(new ByteArrayInputStream(bytes.array(), 0, size)));
            return true;
        } catch (NoSuchFileException firstStart) {
            return false;
        } catch (IOException | IllegalStateException broken) {
            LOG.atWarn().addKeyValue("file", file).setCause(broken).log("what was known before cannot be read");
            return false;
        }
    }

    void changed() {
        changed = true;
    }

    /// Writes what is known now, once a second at most, in one piece or not at all.
    void keep() {
        if (changed && System.nanoTime() - keptAt >= PAUSE_NS) {
            changed = false;
            keptAt = System.nanoTime();
            try {
                write(bytes());
            } catch (IOException failed) {
                LOG.atWarn().addKeyValue("file", file).setCause(failed).log("what is known cannot be kept");
            }
        }
    }

    private void read(DataInputStream in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            T value = codec.decode(in.readNBytes(in.readInt()));
            shelf.copy().remember(shelf.kind().key(value), value);
        }
    }

    private ByteBuffer bytes() throws IOException {
        var all = shelf.copy().after("");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        int count = 0;
        out.writeInt(0);
        for (T value : all) {
            byte[] one = codec.encode(value);
            out.writeInt(one.length);
            out.write(one);
            count++;
        }
        ByteBuffer counted = ByteBuffer.wrap(bytes.toByteArray()).putInt(0, count);
        return ByteBuffer.allocate(counted.limit() + Integer.BYTES)
                .put(counted)
                .putInt(crc(counted.rewind()))
                .flip();
    }

    private void write(ByteBuffer bytes) throws IOException {
        Path made = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                made, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
