package dev.fanfare.producer.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Streams through a real door, with instances behind it that break off, and readers that are not ours.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveCallsTest {

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
    void a_reader_of_events_hears_each_once_though_instances_break_off() throws Exception {
        instance.tells(1, 2).refuses(503).tells(3).ends("stopping").tells(4).ends("slow");

        assertThat(ids(front.call("/v1/recipients/ada/stream").build()))
                .containsExactly("1", "2", "3", "4", "end slow");
        assertThat(instance.seen()).containsExactly("-", "2", "2", "3", "3", "4");
    }

    @Test
    void who_comes_back_says_what_was_seen_last() throws Exception {
        instance.ends("slow").ends("slow").ends("slow");

        ids(front.call("/v1/recipients/ada/stream?after=5").build());
        ids(front.call("/v1/recipients/ada/stream?after=5")
                .header("Last-Event-ID", "9")
                .build());
        ids(front.call("/v1/recipients/ada/stream")
                .header("Last-Event-ID", "of another")
                .build());

        assertThat(instance.seen()).containsExactly("5", "9", "-");
    }

    @Test
    void a_web_socket_hears_the_same_as_texts_and_why_it_is_closed() {
        instance.tells(1, 2).tells(3).ends("slow");
        List<String> heard = new CopyOnWriteArrayList<>();

        webSocket("/v1/recipients/ada/stream", heard);

        await().untilAsserted(() -> assertThat(heard)
                .containsExactly("{\"id\":\"1\"}", "{\"id\":\"2\"}", "{\"id\":\"3\"}", "closed 1013 slow"));
        assertThat(instance.seen()).containsExactly("-", "2", "3");
    }

    @Test
    void a_door_holds_so_many_streams_and_room_for_the_next_when_one_leaves() throws Exception {
        instance.tellsAndStays(1).tellsAndStays(1).tells(1).ends("slow");
        List<String> first = new CopyOnWriteArrayList<>();
        WebSocket socket = webSocket("/v1/recipients/ada/stream", first);
        InputStream second = client.send(front.call("/v1/recipients/ada/stream").build(), BodyHandlers.ofInputStream())
                .body();
        await().until(() -> !first.isEmpty());

        Answer refused = front.get("/v1/recipients/ada/stream");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThatThrownBy(() -> webSocket("/v1/recipients/ada/stream", first))
                .cause()
                .hasStackTraceContaining("503");

        socket.abort();
        await().untilAsserted(() ->
                assertThat(ids(front.call("/v1/recipients/ada/stream").build())).containsExactly("1", "end slow"));
        second.close();
    }

    @Test
    void what_an_instance_refuses_is_refused() {
        instance.refuses(429);

        Answer answer = front.get("/v1/recipients/ada/stream");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("7");
        assertThat(answer.json().path("detail").asString()).isEqualTo("for a reason");
    }

    @Test
    void an_id_that_is_none_is_refused() {
        Answer answer = front.get("/v1/recipients/ada/stream?after=yesterday");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("after");
    }

    @Test
    void a_page_of_another_site_opens_no_web_socket() {
        assertThatThrownBy(() -> client.newWebSocketBuilder()
                        .header("Origin", "https://elsewhere.example")
                        .buildAsync(address("/v1/recipients/ada/stream"), new WebSocket.Listener() {})
                        .join())
                .cause()
                .hasStackTraceContaining("403");
    }

    /// The ids of all events until it ends, and why it ends.
    private List<String> ids(java.net.http.HttpRequest call) throws IOException, InterruptedException {
        List<String> ids = new CopyOnWriteArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                client.send(call, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            String id = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.equals("event: read")) {
                    ids.add(id);
                } else if (line.startsWith("data: {\"event\":\"end\"")) {
                    ids.add("end " + line.replaceAll(".*\"reason\":\"(\\w+)\".*", "$1"));
                }
            }
        }
        return ids;
    }

    private WebSocket webSocket(String path, List<String> heard) {
        return client.newWebSocketBuilder()
                .buildAsync(address(path), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        heard.add(text.toString());
                        socket.request(1);
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                        heard.add("closed " + code + " " + reason);
                        return null;
                    }
                })
                .join();
    }

    private URI address(String path) {
        return URI.create("ws://127.0.0.1:" + front.port() + path);
    }
}
