package dev.fanfare.producer.http;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.fanfare.producer.fakes.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
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
    void hundreds_who_come_at_once_find_a_place_to_wait() {
        WORLD.front()
                .whileNobodyIsTakenIn(() -> assertThatCode(() -> connect(MANY)).doesNotThrowAnyException());
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
