package dev.fanfare.producer.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that is written from its beginning to its end.
interface SpoolFile extends Closeable {

    /// Writes all of it behind what stands there.
    void append(ByteBuffer bytes) throws IOException;

    /// Returns once what was written stands on the disk.
    void force() throws IOException;

    /// Leaves only the first `size` bytes.
    void cut(long size) throws IOException;

    /// Makes files that are not there yet.
    interface Maker {
        SpoolFile make(Path path) throws IOException;
    }

    /// On the local disk, readable by its owner alone.
    static SpoolFile onDisk(Path path) throws IOException {
        Owner.create(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
        return new SpoolFile() {
            @Override
            public void append(ByteBuffer bytes) throws IOException {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }

            @Override
            public void force() throws IOException {
                channel.force(true);
            }

            @Override
            public void cut(long size) throws IOException {
                channel.truncate(size);
                channel.position(size);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
