package dev.fanfare.producer.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fanfare.producer.fakes.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ManyAtOnceTest {

    /// More than a server keeps by itself.
    private static final int MANY = 300;
    /// The kernel tries again what found no place after a second.
    private static final int MILLIS = 900;

    @RegisterExtension
    private static final World WORLD = new World();

    @Test
    void hundreds_who_come_at_once_find_a_place_to_wait() throws IOException {
        assumeThat(kernelsMost()).isGreaterThan(MANY);
        WORLD.front()
                .whileNobodyIsTakenIn(() -> assertThatCode(() -> connect(MANY)).doesNotThrowAnyException());
    }

    /// A kernel has its own bound: 128 with macOS and with Linux before 5.4.
    private static int kernelsMost() throws IOException {
        Path said = Path.of("/proc/sys/net/core/somaxconn");
        if (Files.notExists(said)) {
            return 128;
        }
        try (InputStream in = Files.newInputStream(said)) { // at once: the kernel says it only to the first read
            return Integer.parseInt(new String(in.readNBytes(16), StandardCharsets.US_ASCII).strip());
        }
    }

    private static void connect(int many) {
        Deque<Socket> all = new ArrayDeque<>();
        try {
            for (int n = 0; n < many; n++) {
                Socket socket = new Socket();
                all.add(socket);
                socket.connect(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), WORLD.front().port()),
                        MILLIS);
            }
        } catch (IOException noPlace) {
            throw new UncheckedIOException(all.size() + " came", noPlace);
        } finally {
            all.forEach(ManyAtOnceTest::close);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }
}
