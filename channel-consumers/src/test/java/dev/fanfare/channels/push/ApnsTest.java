package dev.fanfare.channels.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.pushy.apns.server.RejectionReason;
import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.json.Json;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ApnsTest {

    private final FakeApns apns = new FakeApns();
    private final Gateway gateway = apns.gateway(Duration.ofSeconds(10));

    @AfterEach
    void close() {
        gateway.close();
        apns.close();
    }

    @Test
    void a_push_says_what_apples_documentation_asks_for() {
        Delivery delivery = Delivery.newBuilder(apns.delivery("ada"))
                .setPriority(Priority.URGENT)
                .setUrl("https://example.org/7")
                .setData("{\"order\":7}")
                .setExpiresAt(Deliveries.NOON.plusSeconds(600))
                .build();

        Answer first = gateway.send(delivery);
        Answer second = gateway.send(delivery);

        assertThat(first).isInstanceOf(Answer.Delivered.class).isEqualTo(second);
        assertThat(apns.pushes.getFirst())
                .isEqualTo(Json.MAPPER.readTree("""
                {"aps": {"alert": {"title": "Your order is on its way", "body": "It left today."}, "sound": "default"},
                 "delivery": "%s", "event": "%s", "type": "order.shipped", "url": "https://example.org/7", "data": {"order": 7}}""".formatted(delivery.getId(), delivery.getEvent())));
        assertThat(apns.headers.getFirst())
                .containsEntry(":path", "/3/device/" + FakeApns.DEVICE)
                .containsEntry("apns-topic", FakeApns.TOPIC)
                .containsEntry("apns-push-type", "alert")
                .containsEntry("apns-priority", "10")
                .containsEntry(
                        "apns-expiration",
                        String.valueOf(delivery.getExpiresAt().getEpochSecond()))
                .hasEntrySatisfying("authorization", token -> assertThat(token).startsWith("bearer "));
    }

    @Test
    void what_is_too_large_is_cut() {
        gateway.send(Delivery.newBuilder(apns.delivery("ada"))
                .setBody("ü".repeat(5_000))
                .build());
        assertThat(apns.pushes.getFirst().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hasSizeBetween(3_000, 4_096);
    }

    @Test
    void a_phone_that_has_lost_the_app_is_gone() {
        apns.refuse(RejectionReason.UNREGISTERED);
        assertThat(gateway.send(apns.delivery("ada"))).isEqualTo(new Answer.Gone("HTTP 410 Unregistered"));
    }

    @ParameterizedTest
    @CsvSource({
        "BAD_DEVICE_TOKEN, ADDRESS",
        "DEVICE_TOKEN_NOT_FOR_TOPIC, ADDRESS",
        "PAYLOAD_TOO_LARGE, REFUSED",
        "BAD_EXPIRATION_DATE, REFUSED"
    })
    void what_will_not_change_is_rejected(RejectionReason reason, Category category) {
        apns.refuse(reason);
        assertThat(gateway.send(apns.delivery("ada")))
                .isInstanceOfSatisfying(Answer.Rejected.class, rejected -> assertThat(rejected.category())
                        .isEqualTo(category));
    }

    @ParameterizedTest
    @CsvSource({
        "TOO_MANY_REQUESTS, RATE_LIMIT",
        "TOO_MANY_PROVIDER_TOKEN_UPDATES, PROVIDER",
        "INTERNAL_SERVER_ERROR, PROVIDER",
        "SHUTDOWN, PROVIDER",
        "INVALID_PROVIDER_TOKEN, AUTHENTICATION",
        "TOPIC_DISALLOWED, AUTHENTICATION"
    })
    void what_may_pass_is_deferred(RejectionReason reason, Category category) {
        apns.refuse(reason);
        assertThat(gateway.send(apns.delivery("ada")))
                .isInstanceOfSatisfying(Answer.Deferred.class, deferred -> assertThat(deferred.category())
                        .isEqualTo(category));
    }
}
