package dev.fanfare.standalone.system.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.standalone.system.storm.FaultProxy.Line;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a server that sends back what it hears.
class FaultProxyTest {

    private final FaultProxy proxy = new FaultProxy();
    private ServerSocket server;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy.to(server.getLocalPort());
        Thread.startVirtualThread(this::echo);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void what_is_said_is_heard() throws IOException {
        try (Socket socket = connect()) {
            assertThat(answer(socket, 7)).isEqualTo(7);
        }
    }

    @Test
    void a_stalled_line_carries_nothing_until_it_is_well_again() throws IOException {
        try (Socket socket = connect()) {
            assertThat(answer(socket, 1)).isEqualTo(1);
            proxy.begin(Line.STALLED);
            socket.setSoTimeout(50);
            assertThatThrownBy(() -> answer(socket, 2)).isInstanceOf(SocketTimeoutException.class);
            proxy.end(Line.STALLED);
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void a_cut_line_ends_what_is_open_and_what_comes() throws IOException {
        try (Socket socket = connect()) {
            assertThat(answer(socket, 1)).isEqualTo(1);
            proxy.begin(Line.CUT);
            assertThat(ends(socket)).isTrue();
            try (Socket next = connect()) {
                assertThat(ends(next)).isTrue();
            }
            proxy.end(Line.CUT);
            try (Socket last = connect()) {
                assertThat(answer(last, 3)).isEqualTo(3);
            }
        }
    }

    private static boolean ends(Socket socket) {
        try {
            return answer(socket, 9) < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private static int answer(Socket socket, int word) throws IOException {
        socket.getOutputStream().write(word);
        return socket.getInputStream().read();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private void echo() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.startVirtualThread(() -> {
                    try (socket) {
                        socket.getInputStream().transferTo(socket.getOutputStream());
                    } catch (IOException ended) {
                        // so it has
                    }
                });
            }
        } catch (IOException closed) {
            // as it should
        }
    }
}
