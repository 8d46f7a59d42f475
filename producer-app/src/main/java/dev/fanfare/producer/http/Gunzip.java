package dev.fanfare.producer.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.springframework.http.HttpStatus;

/// Unpacks gzip, but no bomb: beyond the first 10 MiB it may grow 200-fold at most.
final class Gunzip extends FilterInputStream {

    static final int FREE = 10 * 1024 * 1024;
    static final int FOLD = 200;

    private final Packed packed;
    private long unpacked;

    private Gunzip(Packed packed) throws IOException {
        super(new GZIPInputStream(packed, 64 * 1024));
        this.packed = packed;
    }

    static InputStream bounded(InputStream packed) throws IOException {
        try {
            return new Gunzip(new Packed(packed));
        } catch (ZipException notGzip) {
            throw broken(notGzip);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int count = unpack(into, from, most);
        unpacked += Math.max(count, 0);
        if (unpacked > FREE + packed.count * (long) FOLD) {
            throw Refused.because(
                    HttpStatus.CONTENT_TOO_LARGE, "the gzip unpacks to more than " + FOLD + " times its size");
        }
        return count;
    }

    private int unpack(byte[] into, int from, int most) throws IOException {
        try {
            return super.read(into, from, most);
        } catch (ZipException notGzip) {
            throw broken(notGzip);
        }
    }

    private static Refused broken(ZipException notGzip) {
        return Refused.because(HttpStatus.BAD_REQUEST, "not gzip as Content-Encoding says: " + notGzip.getMessage());
    }

    /// Counts what went in.
    private static final class Packed extends FilterInputStream {

        private long count;

        Packed(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int read = super.read(into, from, most);
            count += Math.max(read, 0);
            return read;
        }
    }
}
