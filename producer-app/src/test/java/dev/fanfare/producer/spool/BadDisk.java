package dev.fanfare.producer.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// The local disk, with something that happens before each record is written.
record BadDisk(Happening before) implements SpoolFile.Maker {

    interface Happening {
        void happens() throws IOException;
    }

    @Override
    public SpoolFile make(Path path) throws IOException {
        SpoolFile file = SpoolFile.onDisk(path);
        return new SpoolFile() {
            @Override
            public void append(ByteBuffer bytes) throws IOException {
                if (bytes.remaining() > Frames.FILE_HEAD) {
                    before.happens();
                }
                file.append(bytes);
            }

            @Override
            public void force() throws IOException {
                file.force();
            }

            @Override
            public void cut(long size) throws IOException {
                file.cut(size);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
