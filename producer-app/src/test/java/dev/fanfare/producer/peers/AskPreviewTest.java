package dev.fanfare.producer.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.producer.fakes.Neighbour;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.setup.AppSettings.InternalApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Any instance renders; what it may not cost the front door.
class AskPreviewTest {

    private static final String PATH = "/internal/preview";

    private final Neighbour fanout = new Neighbour();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofMillis(300)).build();

    @AfterEach
    void close() {
        fanout.close();
        client.close();
    }

    @Test
    void an_instance_that_nobody_can_connect_to_in_time_is_passed_over() throws IOException {
        fanout.says(PATH, 200, "{\"items\": []}");
        try (Full full = new Full()) {
            assertThat(ask(full.url(), fanout.url()).has("items")).isTrue();
        }
    }

    @Test
    void more_words_than_a_page_can_show_are_refused_without_reading_all_of_them() {
        fanout.says(PATH, 200, "{\"items\": [\"" + "x".repeat(9 * 1024 * 1024) + "\"]}");

        assertThatThrownBy(() -> ask(fanout.url())).isInstanceOfSatisfying(Refused.class, refused -> assertThat(
                        refused.problem().status().value())
                .isEqualTo(422));
    }

    @Test
    void where_too_many_look_the_caller_comes_again() {
        fanout.says(PATH, 429, "{}");

        assertThatThrownBy(() -> ask(fanout.url())).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.problem().status().value()).isEqualTo(429);
            assertThat(refused.problem().headers()).containsEntry("Retry-After", "1");
        });
    }

    private tools.jackson.databind.JsonNode ask(String... urls) {
        List<URI> all = Stream.of(urls).map(URI::create).toList();
        return new AskPreview(new Peer("streams", new PeerSettings.Urls(all), new InternalApi(""), client))
                .render(Map.of());
    }

    /// Listens, and has no room for one more connection.
    private record Full(ServerSocket socket, List<Socket> waiting) implements AutoCloseable {

        Full() throws IOException {
            this(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), new ArrayList<>());
            boolean full = false;
            while (!full) {
                Socket one = new Socket();
                waiting.add(one);
                try {
                    one.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort()), 200);
                } catch (SocketTimeoutException noRoom) {
                    full = true;
                }
            }
        }

        String url() {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (Socket one : waiting) {
                one.close();
            }
            socket.close();
        }
    }
}
