package dev.fanfare.channels.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.schemas.Delivery;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever has a subscription's endpoint can push to it, wherever in it the token stands.
@Timeout(60)
class PushSecretsTest {

    private static final String SECRET = "BQYAAABb81-a_browser";

    private final FakePushService service = new FakePushService();
    private final Gateway gateway = service.gateway(Duration.ofSeconds(10));

    @AfterEach
    void close() {
        gateway.close();
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/w/?token=BQYAAABb81-a_browser%2Bx%3D%3D",
                "/w/?v=2&token=BQYAAABb81-a_browser",
                "/wpush/v2/BQYAAABb81-a_browser",
                "/fcm/send/a:BQYAAABb81-a_browser%3D"
            })
    void no_form_of_an_endpoint_that_a_service_echoes_is_told(String place) {
        String token = place.replaceFirst(".*[/=](?=[^/=]*BQY)", "");
        for (String echo : new String[] {service.http.url() + place, place, place.replaceFirst(".*\\?", ""), token}) {
            assertUntold(place, echo);
            assertUntold(place, URLDecoder.decode(echo, StandardCharsets.UTF_8));
        }
    }

    private void assertUntold(String place, String echo) {
        service.answer(400, "no such token: " + echo + " (bad)");
        Delivery delivery = Delivery.newBuilder(service.delivery("ada"))
                .setAddress("web:" + service.http.url() + place)
                .build();
        assertThat(gateway.send(delivery))
                .isInstanceOfSatisfying(Answer.Rejected.class, rejected -> assertThat(rejected.why())
                        .contains("no such token", "(bad)")
                        .doesNotContain(SECRET));
    }
}
