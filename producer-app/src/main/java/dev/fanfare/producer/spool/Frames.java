package dev.fanfare.producer.spool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/// How records stand in a file: behind the file's head each as its file's mark, its length, a CRC32C of both and its
/// bytes, and these bytes.
///
/// The mark is random for each file: bytes that a record brings, or that an older file left on the disk, are never
/// taken for a record.
final class Frames {

    /// Bytes of a file's head: eight letters, the format's version, the mark, their CRC32C.
    static final int FILE_HEAD = 20;

    /// Bytes before each record's own.
    static final int HEAD = 12;

    /// No record is longer, with its head.
    static final int LARGEST = 1024 * 1024;

    private static final byte[] NAME = "FANSPOOL".getBytes(StandardCharsets.US_ASCII);
    /// Of the format of a file.
    static final int VERSION = 1;

    private Frames() {}

    /// What a whole head says.
    record FileHead(int version, int mark) {

        ByteBuffer bytes() {
            ByteBuffer head =
                    ByteBuffer.allocate(FILE_HEAD).put(NAME).putInt(version).putInt(mark);
            return head.putInt(crc(head.duplicate().flip())).flip();
        }
    }

    static ByteBuffer fileHead(int mark) {
        return new FileHead(VERSION, mark).bytes();
    }

    /// The head of the file that begins so, of this format or a later one; none where no whole one stands there.
    static Optional<FileHead> head(ByteBuffer file) {
        if (file.limit() < FILE_HEAD) {
            return Optional.empty();
        }
        FileHead head = new FileHead(file.getInt(NAME.length), file.getInt(NAME.length + Integer.BYTES));
        return head.bytes().equals(file.slice(0, FILE_HEAD)) ? Optional.of(head) : Optional.empty();
    }

    static long size(List<byte[]> records) {
        return records.stream().mapToLong(bytes -> (long) HEAD + bytes.length).sum();
    }

    /// The records as they are to stand in the file of this mark.
    static ByteBuffer framed(int mark, List<byte[]> records) {
        ByteBuffer frames = ByteBuffer.allocate(Math.toIntExact(size(records)));
        for (byte[] bytes : records) {
            frames.putInt(mark)
                    .putInt(bytes.length)
                    .putInt(crc(mark, bytes.length, ByteBuffer.wrap(bytes)))
                    .put(bytes);
        }
        return frames.flip();
    }

    /// The length of the record that begins at `at`; none where no whole one does.
    static OptionalInt length(ByteBuffer file, int at, int mark) {
        if (at + HEAD > file.limit() || file.getInt(at) != mark) {
            return OptionalInt.empty();
        }
        int length = file.getInt(at + 4);
        return length >= 0
                        && length <= file.limit() - at - HEAD
                        && crc(mark, length, file.slice(at + HEAD, length)) == file.getInt(at + 8)
                ? OptionalInt.of(length)
                : OptionalInt.empty();
    }

    private static int crc(int mark, int length, ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(8).putInt(mark).putInt(length).flip());
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
