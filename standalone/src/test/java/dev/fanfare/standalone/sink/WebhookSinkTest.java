package dev.fanfare.standalone.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookSinkTest {

    private static final String SECRET =
            "whsec_" + Base64.getEncoder().encodeToString("a secret for tests only".getBytes(UTF_8));
    private static final String BODY = "{\"type\":\"order_shipped\"}";

    private final Behaviour behaviour = new Behaviour();
    private final WebhookSink sink = new WebhookSink(0, SECRET, behaviour);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        sink.close();
    }

    @Test
    void a_repeated_delivery_is_a_call_more_and_no_delivery_more() throws Exception {
        assertThat(List.of(post("/a", "d1", SECRET), post("/a", "d1", SECRET), post("/b", "d2", SECRET)))
                .containsOnly(204);
        assertThat(sink.counts()).extracting(Counts::calls, Counts::distinct).containsExactly(3L, 2L);
        assertThat(sink.received().getLast())
                .extracting(Received::delivery, Received::address, Received::title)
                .containsExactly("d2", "/b", "order_shipped");
    }

    @Test
    void a_wrong_signature_is_not_taken() throws Exception {
        String other = "whsec_" + Base64.getEncoder().encodeToString("another secret of tests".getBytes(UTF_8));
        assertThat(post("/a", "d1", other)).isEqualTo(401);
        assertThat(sink.counts()).extracting(Counts::unproven, Counts::calls).containsExactly(1L, 0L);
    }

    @Test
    void an_old_signature_is_not_taken() throws Exception {
        assertThat(post("/a", "d1", SECRET, Instant.now().minusSeconds(301))).isEqualTo(401);
    }

    @Test
    void a_refused_path_is_told_so() throws Exception {
        behaviour.refuse("/broken", 400);
        assertThat(post("/broken", "d1", SECRET)).isEqualTo(400);
        assertThat(sink.counts()).extracting(Counts::refused, Counts::calls).containsExactly(1L, 0L);
    }

    private int post(String path, String id, String secret) throws Exception {
        return post(path, id, secret, Instant.now());
    }

    private int post(String path, String id, String secret, Instant at) throws Exception {
        String signature = new Webhook(secret).sign(id, at.getEpochSecond(), BODY);
        var request = HttpRequest.newBuilder(URI.create(sink.url(path)))
                .header("webhook-id", id)
                .header("webhook-timestamp", String.valueOf(at.getEpochSecond()))
                .header("webhook-signature", signature)
                .POST(BodyPublishers.ofString(BODY))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }
}
