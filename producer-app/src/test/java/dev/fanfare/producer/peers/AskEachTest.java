package dev.fanfare.producer.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Neighbour;
import dev.fanfare.schemas.setup.AppSettings.InternalApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// One of several instances answers for all.
@Timeout(30)
class AskEachTest {

    private static final String PATH = "/internal/channels";

    private final Neighbour one = new Neighbour();
    private final Neighbour other = new Neighbour();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        one.close();
        other.close();
        client.close();
    }

    @Test
    void the_first_that_answers_is_the_only_one_that_is_asked() {
        one.says(PATH, 200, "{\"from\": 1}");
        other.says(PATH, 200, "{\"from\": 2}");

        assertThat(of(one.url(), other.url()).first(PATH))
                .map(AskEachTest::from)
                .contains(1);
        assertThat(other.asked(PATH)).isEmpty();
    }

    @Test
    void where_one_refuses_the_next_is_asked() {
        one.says(PATH, 503, "{}");
        other.says(PATH, 200, "{\"from\": 2}");

        assertThat(of(one.url(), other.url()).first(PATH))
                .map(AskEachTest::from)
                .contains(2);
    }

    @Test
    void where_one_hangs_the_next_is_asked_soon_after() throws IOException {
        other.says(PATH, 200, "{\"from\": 2}");
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThat(of("http://127.0.0.1:" + silent.getLocalPort(), other.url())
                            .first(PATH))
                    .map(AskEachTest::from)
                    .contains(2);
        }
    }

    @Test
    void where_all_refuse_there_is_none() {
        assertThat(of(
                                one.says(PATH, 503, "{}").url(),
                                other.says(PATH, 500, "{}").url())
                        .first(PATH))
                .isEmpty();
    }

    @Test
    void the_last_of_many_is_waited_for_as_long_as_each_before_it() throws IOException {
        other.says(PATH, 200, "{\"from\": 2}");
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String hangs = "http://127.0.0.1:" + silent.getLocalPort();
            AskEach ask = new AskEach(peer(hangs, hangs, hangs, other.url()), Duration.ofSeconds(1));
            assertThat(ask.first(PATH)).map(AskEachTest::from).contains(2);
        }
    }

    @Test
    void where_all_hang_nobody_waits_for_longer_than_for_one() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String hangs = "http://127.0.0.1:" + silent.getLocalPort();
            AskEach ask = new AskEach(peer(hangs, hangs, hangs, hangs, hangs), Duration.ofSeconds(1));
            long began = System.nanoTime();
            assertThat(ask.first(PATH)).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(900), Duration.ofMillis(1_900));
        }
    }

    private static int from(JsonNode answer) {
        return answer.path("from").asInt();
    }

    private AskEach of(String... urls) {
        return new AskEach(peer(urls));
    }

    private Peer peer(String... urls) {
        List<URI> all = List.of(urls).stream().map(URI::create).toList();
        return new Peer("streams", new PeerSettings.Urls(all), new InternalApi(""), client);
    }
}
