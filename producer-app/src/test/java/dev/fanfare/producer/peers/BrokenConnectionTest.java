package dev.fanfare.producer.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.schemas.setup.AppSettings.InternalApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A server that ends a connection that was kept open just when a call comes on it.
@Timeout(30)
class BrokenConnectionTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void a_call_that_changes_something_goes_out_once_more() throws Exception {
        try (ServerSocket server = server(1);
                HttpClient client = HttpClient.newHttpClient();
                Peer peer = peer(server, client)) {
            try (InputStream body = peer.call(post()).body()) {
                assertThat(new String(body.readAllBytes(), StandardCharsets.US_ASCII))
                        .isEqualTo("ok");
            }
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void and_not_again_and_again() throws Exception {
        try (ServerSocket server = server(Integer.MAX_VALUE);
                HttpClient client = HttpClient.newHttpClient();
                Peer peer = peer(server, client)) {
            assertThatThrownBy(() -> peer.call(post())).isInstanceOf(IOException.class);
        }
        assertThat(asked).hasValue(2);
    }

    private static Peer.Request post() {
        return new Peer.Request("POST", "/v1/recipients/ada/inbox/d/read", Map.of(), Duration.ofSeconds(10));
    }

    private static Peer peer(ServerSocket server, HttpClient client) {
        URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
        return new Peer("channels", new PeerSettings.Urls(List.of(url)), new InternalApi(""), client);
    }

    /// @param broken how many calls find their connection ended
    private ServerSocket server(int broken) throws IOException {
        ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    readHead(socket.getInputStream());
                    if (asked.incrementAndGet() > broken) {
                        socket.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException closed) {
                    return;
                }
            }
        });
        return server;
    }

    private static void readHead(InputStream in) throws IOException {
        int line = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            line = next == '\n' ? 0 : next == '\r' ? line : line + 1;
            if (next == '\n' && line == 0 && in.available() == 0) {
                return;
            }
        }
    }
}
