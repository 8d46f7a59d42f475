package dev.fanfare.channels.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.RetryPolicy;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.channels.http.FakeHttp;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.TraceContext;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class WebhookTest {

    private static final String OLD_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private final FakeEndpoint endpoint = new FakeEndpoint();
    private final Gateway gateway = endpoint.gateway(Duration.ofSeconds(10));

    @AfterEach
    void close() {
        gateway.close();
        endpoint.close();
    }

    @Test
    @DisplayName("S1-05 A webhook says what happened, as documented")
    void a_webhook_says_what_happened() {
        Delivery delivery = endpoint.delivery("ada");
        gateway.send(delivery);
        FakeHttp.Call call = endpoint.calls.getFirst();
        assertThat(call.path()).isEqualTo("/hooks/ada?token=hush-hush");
        assertThat(call.header("content-type")).isEqualTo("application/json");
        assertThat(JsonMapper.shared().readTree(call.body()))
                .isEqualTo(JsonMapper.shared().readTree("""
                {"type": "order.shipped", "timestamp": "2026-11-22T12:00:00Z", "data": {"event": "%s", "delivery": "%s",
                 "recipient": "ada", "title": "Your order is on its way", "body": "It left today.", "data": {"order": 7}}}
                """.formatted(delivery.getEvent(), delivery.getId())));
    }

    @Test
    @DisplayName("S1-42 the event's trace goes on at the endpoint")
    void the_trace_goes_on() {
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        gateway.send(endpoint.delivery("ada"), TraceContext.of(parent, "a=b"));
        gateway.send(endpoint.delivery("ada"));

        assertThat(endpoint.calls.get(0).header("traceparent")).isEqualTo(parent);
        assertThat(endpoint.calls.get(0).header("tracestate")).isEqualTo("a=b");
        assertThat(endpoint.calls.get(1).header("traceparent")).isEmpty();
    }

    @Test
    void an_independent_verifier_accepts_the_signature_of_each_secret() {
        gateway.send(Delivery.newBuilder(endpoint.delivery("ada"))
                .setSecrets(List.of(FakeEndpoint.SECRET, OLD_SECRET))
                .build());
        FakeHttp.Call call = endpoint.calls.getFirst();
        assertThat(call.header("webhook-signature").split(" ")).hasSize(2);
        assertThatCode(() -> verify(FakeEndpoint.SECRET, call, call.text())).doesNotThrowAnyException();
        assertThatCode(() -> verify(OLD_SECRET, call, call.text())).doesNotThrowAnyException();
    }

    @Test
    void a_changed_body_or_another_secret_is_found_out() {
        gateway.send(endpoint.delivery("ada"));
        FakeHttp.Call call = endpoint.calls.getFirst();
        assertThatExceptionOfType(WebhookVerificationException.class)
                .isThrownBy(() -> verify(FakeEndpoint.SECRET, call, call.text().replace("ada", "eve")));
        assertThatExceptionOfType(WebhookVerificationException.class)
                .isThrownBy(() -> verify(OLD_SECRET, call, call.text()));
    }

    @Test
    void an_endpoint_without_a_secret_gets_no_signature() {
        gateway.send(Delivery.newBuilder(endpoint.delivery("ada"))
                .setSecrets(List.of())
                .build());
        assertThat(endpoint.calls.getFirst().header("webhook-signature")).isEmpty();
    }

    @Test
    void a_secret_that_cannot_be_used_is_rejected_and_not_repeated() {
        Answer answer = gateway.send(Delivery.newBuilder(endpoint.delivery("ada"))
                .setSecrets(List.of("whsec_%%geheim%%"))
                .build());
        assertThat(answer).isInstanceOfSatisfying(Answer.Rejected.class, rejected -> assertThat(rejected.why())
                .contains("base64")
                .doesNotContain("geheim"));
        assertThat(endpoint.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void two_hundreds_are_delivered(int status) {
        assertThat(answered(status)).isInstanceOf(Answer.Delivered.class);
    }

    @Test
    void gone_is_for_good() {
        assertThat(answered(410)).isInstanceOf(Answer.Gone.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED",
        "401, REFUSED",
        "403, REFUSED",
        "404, ADDRESS",
        "413, REFUSED",
        "422, REFUSED",
        "301, ADDRESS",
        "308, ADDRESS",
        "300, REFUSED",
        "302, REFUSED",
        "303, REFUSED",
        "304, REFUSED",
        "307, REFUSED"
    })
    void what_will_not_change_is_rejected(int status, Category category) {
        assertThat(answered(status)).isInstanceOfSatisfying(Answer.Rejected.class, rejected -> {
            assertThat(rejected.category()).isEqualTo(category);
            assertThat(rejected.why()).startsWith("HTTP " + status);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "408, TIMEOUT",
        "425, PROVIDER",
        "429, RATE_LIMIT",
        "500, PROVIDER",
        "502, PROVIDER",
        "503, PROVIDER",
        "504, PROVIDER"
    })
    void what_may_pass_is_deferred(int status, Category category) {
        assertThat(answered(status))
                .isInstanceOfSatisfying(Answer.Deferred.class, deferred -> assertThat(deferred.category())
                        .isEqualTo(category));
    }

    @Test
    void retry_after_is_kept() {
        endpoint.answerHeaders.put("Retry-After", "17");
        assertThat(answered(429))
                .isInstanceOfSatisfying(Answer.Deferred.class, deferred -> assertThat(deferred.atLeast())
                        .isEqualTo(Duration.ofSeconds(17)));
    }

    @Test
    void a_redirect_is_not_followed() {
        endpoint.answerHeaders.put("Location", endpoint.url("/elsewhere"));
        assertThat(answered(302)).isInstanceOfSatisfying(Answer.Rejected.class, rejected -> assertThat(rejected.why())
                .contains("redirects are not followed"));
        assertThat(endpoint.calls).extracting(FakeHttp.Call::path).containsExactly("/hooks/ada?token=hush-hush");
    }

    @Test
    void a_long_answer_is_read_for_its_beginning_only() {
        endpoint.answer = "x".repeat(5_000_000).getBytes(StandardCharsets.UTF_8);
        assertThat(answered(500)).isInstanceOfSatisfying(Answer.Deferred.class, deferred -> assertThat(deferred.why())
                .hasSizeLessThan(300)
                .startsWith("HTTP 500: xxx"));
        assertThat(answered(200)).isInstanceOf(Answer.Delivered.class);
    }

    @Test
    void what_the_endpoint_echoes_is_shown_without_the_secrets() {
        endpoint.answer =
                ("bad signature\nsecret was " + FakeEndpoint.SECRET + " token=hush").getBytes(StandardCharsets.UTF_8);
        endpoint.status = 400;
        Delivery delivery = Delivery.newBuilder(endpoint.delivery("ada"))
                .setAddress(endpoint.url("/hooks/ada?token=hush"))
                .build();
        assertThat(gateway.send(delivery))
                .isInstanceOfSatisfying(Answer.Rejected.class, rejected -> assertThat(rejected.why())
                        .isEqualTo("HTTP 400: bad signature secret was *** ***"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/",
                "http://localhost:PORT/",
                "http://[::1]:PORT/",
                "http://0.0.0.0:PORT/",
                "http://2130706433:PORT/",
                "http://[::ffff:127.0.0.1]:PORT/",
                "http://169.254.169.254/latest/meta-data",
                "http://10.1.2.3/",
                "http://[fd00:ec2::254]/"
            })
    void our_own_network_is_not_called(String url) {
        Delivery inside = Delivery.newBuilder(endpoint.delivery("ada"))
                .setAddress(url.replace("PORT", "" + endpoint.port()))
                .build();
        SendSettings send = new SendSettings(10, Duration.ofSeconds(5), RetryPolicy.DEFAULT);
        try (Gateway careful = new WebhookGateway(new WebhookSettings(send, false), InstantSource.system())) {
            assertThat(careful.send(inside)).isInstanceOfSatisfying(Answer.Rejected.class, rejected -> {
                assertThat(rejected.category()).isEqualTo(Category.ADDRESS);
                assertThat(rejected.why()).contains("fanfare.webhook.allow-private-addresses");
            });
        }
        assertThat(endpoint.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.org/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "http://user:geheim@example.org/",
                "http:///path",
                "https://example.org:99999/",
                "//example.org/",
                "example.org",
                "http://exa mple.org/",
                "",
                "http://example.org/\r\nX-Evil: 1",
                "http:opaque",
                "http://127.1/"
            })
    void what_is_no_endpoint_is_rejected_and_not_repeated(String url) {
        Delivery wrong =
                Delivery.newBuilder(endpoint.delivery("ada")).setAddress(url).build();
        assertThat(gateway.send(wrong))
                .isInstanceOfSatisfying(Answer.Rejected.class, rejected -> assertThat(rejected.why())
                        .startsWith("the endpoint's URL")
                        .doesNotContain("geheim"));
    }

    @Test
    void a_host_that_does_not_resolve_may_resolve_later() {
        Delivery lost = Delivery.newBuilder(endpoint.delivery("ada"))
                .setAddress("http://no-such-host.invalid/")
                .build();
        assertThat(gateway.send(lost))
                .isInstanceOfSatisfying(Answer.Deferred.class, deferred -> assertThat(deferred.category())
                        .isEqualTo(Category.CONNECTION));
    }

    @Test
    void data_that_is_no_json_is_sent_as_text() {
        gateway.send(
                Delivery.newBuilder(endpoint.delivery("ada")).setData("{oops").build());
        gateway.send(Delivery.newBuilder(endpoint.delivery("ada")).setData(null).build());
        assertThat(Stream.of(0, 1).map(n -> JsonMapper.shared()
                        .readTree(endpoint.calls.get(n).body())
                        .at("/data/data")
                        .toString()))
                .containsExactly("\"{oops\"", "null");
    }

    private Answer answered(int status) {
        endpoint.status = status;
        if (status == 204) {
            endpoint.answer = new byte[0];
        }
        return gateway.send(endpoint.delivery("ada"));
    }

    private static void verify(String secret, FakeHttp.Call call, String body) throws Exception {
        HashMap<String, List<String>> headers = new HashMap<>();
        for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
            headers.put(name, List.of(call.header(name)));
        }
        new Webhook(secret).verify(body, HttpHeaders.of(headers, (_, _) -> true));
    }
}
