package dev.fanfare.producer.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Handshakes of WebSockets, byte by byte.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandshakeTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final String[] COMPLETE = {"Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    };

    private final FakeInstance instance = FakeInstance.started();
    private Front front;

    @BeforeAll
    void start() {
        front = instance.frontOfTwoStreams(WORLD);
    }

    @BeforeEach
    void forget() {
        instance.forget();
    }

    @AfterAll
    void stop() {
        front.close();
        instance.close();
    }

    @Test
    void who_breaks_off_before_the_answer_keeps_no_place() throws IOException {
        CountDownLatch gone = new CountDownLatch(1);
        instance.waitsFor(gone);
        for (int n = 1; n <= 2; n++) {
            instance.tellsAndStays();
            int calls = n;
            try (Socket socket = handshake()) {
                socket.setSoLinger(true, 0);
                await().until(() -> instance.seen().size() == calls);
            }
        }
        gone.countDown();

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            instance.tellsAndStays();
            try (Socket socket = handshake()) {
                assertThat(answer(socket).readLine()).startsWith("HTTP/1.1 101");
            }
        });
    }

    @Test
    void nothing_is_compressed_for_who_offers_to() throws IOException {
        instance.tellsAndStays();
        try (Socket socket = handshake("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")) {
            BufferedReader answer = answer(socket);
            assertThat(Stream.generate(() -> line(answer)).takeWhile(line -> !line.isEmpty()))
                    .anyMatch(line -> line.startsWith("HTTP/1.1 101"))
                    .noneMatch(line -> line.startsWith("Sec-WebSocket-Extensions"));
        }
    }

    @Test
    void one_that_is_none_takes_nobodys_place() throws IOException {
        for (int n = 0; n < 5; n++) {
            instance.tellsAndStays(1);
            try (Socket socket = upgrade(Stream.empty())) {
                assertThat(answer(socket).readLine()).startsWith("HTTP/1.1 4");
            }
        }
    }

    private Socket handshake(String... headers) throws IOException {
        return upgrade(Stream.concat(Stream.of(COMPLETE), Stream.of(headers)));
    }

    private Socket upgrade(Stream<String> headers) throws IOException {
        Socket socket = new Socket("127.0.0.1", front.port());
        socket.getOutputStream()
                .write(("GET /v1/recipients/ada/stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                                + "Upgrade: websocket\r\n"
                                + headers.map(header -> header + "\r\n").collect(Collectors.joining())
                                + "\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static BufferedReader answer(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String line(BufferedReader answer) {
        try {
            return String.valueOf(answer.readLine());
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
