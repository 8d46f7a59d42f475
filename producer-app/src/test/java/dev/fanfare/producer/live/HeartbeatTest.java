package dev.fanfare.producer.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Signs of life on streams where nothing changes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeartbeatTest {

    @RegisterExtension
    static final World WORLD = new World();

    private final HttpClient client = HttpClient.newHttpClient();
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
        client.shutdownNow();
    }

    @Test
    void a_reader_of_events_gets_no_event_but_the_place_to_come_back_to() throws IOException, InterruptedException {
        instance.breathes(7).ends("slow");

        String heard = client.send(front.call("/v1/recipients/ada/stream").build(), BodyHandlers.ofString())
                .body();

        assertThat(heard).contains("\n\n:\nid: 7\n\n").doesNotContain("event: created", "event: read");
        assertThat(instance.seen()).as("whoever goes on does so behind it").containsExactly("-", "7");
    }

    @Test
    void a_web_socket_gets_a_ping() {
        instance.breathes(7).ends("slow");
        List<String> heard = new CopyOnWriteArrayList<>();

        client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + front.port() + "/v1/recipients/ada/stream"), listener(heard))
                .join();

        await().untilAsserted(() -> assertThat(heard).containsExactly("ping", "closed 1013 slow"));
        assertThat(instance.seen()).containsExactly("-", "7");
    }

    private static WebSocket.Listener listener(List<String> heard) {
        return new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                heard.add(text.toString());
                socket.request(1);
                return null;
            }

            @Override
            public CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
                heard.add("ping");
                socket.request(1);
                return null;
            }

            @Override
            public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                heard.add("closed " + code + " " + reason);
                return null;
            }
        };
    }
}
