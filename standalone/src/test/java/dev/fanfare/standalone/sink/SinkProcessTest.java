package dev.fanfare.standalone.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.JvmChild;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class SinkProcessTest {

    @Test
    void counts_and_behaviour_are_reached_over_http() throws Exception {
        try (var sinks = JvmChild.start(SinkProcess.class, "0", "whsec_c2VjcmV0");
                var http = HttpClient.newHttpClient()) {
            String[] ports = sinks.await("READY").split(" ");
            String control = "http://127.0.0.1:" + ports[2];
            assertThat(call(http, "PUT", control + "/refuse?address=gone%40example.org&status=550"))
                    .isEqualTo(200);
            assertThat(call(http, "PUT", control + "/refuse?address=gone")).isEqualTo(400);
            try (var mail = new SmtpClient(Integer.parseInt(ports[0]))) {
                assertThat(mail.send("gone@example.org", "X-Fanfare-Delivery: d1"))
                        .startsWith("550");
                assertThat(mail.send("ada@example.org", "X-Fanfare-Delivery: d2", "Subject: Hi"))
                        .startsWith("250");
            }
            JsonNode counts = json(http, control + "/counts").path("mail");
            assertThat(counts.path("distinct").asLong()).isEqualTo(1);
            assertThat(counts.path("refused").asLong()).isEqualTo(1);
            assertThat(json(http, control + "/mails").get(0).path("title").asString())
                    .isEqualTo("Hi");
            assertThat(sinks.abandon()).isZero();
        }
    }

    private static int call(HttpClient http, String method, String url) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url))
                .method(method, BodyPublishers.noBody())
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static JsonNode json(HttpClient http, String url) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url)).build();
        return new ObjectMapper()
                .readTree(http.send(request, BodyHandlers.ofString()).body());
    }
}
