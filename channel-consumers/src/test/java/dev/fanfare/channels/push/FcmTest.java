package dev.fanfare.channels.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.http.FakeHttp;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class FcmTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Deliveries.NOON);
    private final FakeFcm fcm = new FakeFcm();
    private final Gateway gateway = fcm.gateway(Duration.ofSeconds(10), now::get);

    @AfterEach
    void close() {
        gateway.close();
        fcm.close();
    }

    @Test
    void a_push_says_what_its_documentation_asks_for() {
        Delivery delivery = Delivery.newBuilder(fcm.delivery("ada"))
                .setPriority(Priority.URGENT)
                .setUrl("https://example.org/7")
                .setData("{\"order\":7}")
                .setExpiresAt(Deliveries.NOON.plusSeconds(600))
                .build();
        assertThat(gateway.send(delivery)).isEqualTo(new Answer.Delivered("projects/club-1234/messages/0:17"));
        assertThat(fcm.sent()).singleElement().isEqualTo(Json.MAPPER.readTree("""
                {"message": {"token": "%s",
                  "notification": {"title": "Your order is on its way", "body": "It left today."},
                  "data": {"delivery": "%s", "event": "%s", "type": "order.shipped", "url": "https://example.org/7", "data": "{\\"order\\":7}"},
                  "android": {"priority": "HIGH", "ttl": "600s"},
                  "apns": {"headers": {"apns-priority": "10", "apns-expiration": "%d"}}}}""".formatted(
                        FakeFcm.DEVICE,
                        delivery.getId(),
                        delivery.getEvent(),
                        delivery.getExpiresAt().getEpochSecond())));
    }

    @Test
    void one_access_token_serves_until_it_ends() {
        gateway.send(fcm.delivery("ada"));
        now.set(Deliveries.NOON.plus(Duration.ofMinutes(54)));
        gateway.send(fcm.delivery("alan"));
        assertThat(fcm.exchanges).hasValue(1);
        now.set(Deliveries.NOON.plus(Duration.ofMinutes(56)));
        assertThat(gateway.send(fcm.delivery("grace"))).isInstanceOf(Answer.Delivered.class);
        assertThat(fcm.exchanges).hasValue(2);
    }

    @Test
    void a_token_that_is_not_taken_is_asked_for_anew() {
        fcm.answer(FakeHttp.Reply.of(401, "{\"error\": {\"status\": \"UNAUTHENTICATED\"}}"));
        assertThat(gateway.send(fcm.delivery("ada")))
                .isInstanceOfSatisfying(Answer.Deferred.class, deferred -> assertThat(deferred.category())
                        .isEqualTo(Category.AUTHENTICATION));
        fcm.mood(dev.fanfare.channels.delivery.FakeProvider.Mood.KIND);
        gateway.send(fcm.delivery("ada"));
        assertThat(fcm.exchanges).hasValue(2);
    }

    @Test
    void what_is_too_large_loses_its_data_and_then_the_end_of_its_words() {
        gateway.send(Delivery.newBuilder(fcm.delivery("ada"))
                .setData("{\"text\": \"" + "x".repeat(4_000) + "\"}")
                .build());
        gateway.send(Delivery.newBuilder(fcm.delivery("alan"))
                .setBody("ü".repeat(4_000))
                .build());
        JsonNode first = fcm.sent().get(0);
        assertThat(first.at("/message/data/data").isMissingNode()).isTrue();
        assertThat(first.at("/message/notification/body").asString()).isEqualTo("It left today.");
        JsonNode second = fcm.sent().get(1);
        assertThat(second.at("/message/notification/body").asString())
                .endsWith("ü…")
                .hasSizeGreaterThan(1_000);
        assertThat(fcm.http.calls).allSatisfy(call -> assertThat(call.body()).hasSizeLessThan(4_097));
    }

    @Test
    void what_it_read_and_did_not_answer_is_not_pushed_twice_in_one_attempt() {
        gateway.send(fcm.delivery("ada"));
        fcm.answer(FakeHttp.Reply.NONE);
        assertThat(gateway.send(fcm.delivery("alan"))).isInstanceOf(Answer.Deferred.class);
        assertThat(fcm.sent()).hasSize(2);
    }

    @Test
    void a_dead_token_is_gone() {
        fcm.answer(FakeFcm.error(404, "UNREGISTERED", ""));
        assertThat(gateway.send(fcm.delivery("ada"))).isEqualTo(new Answer.Gone("UNREGISTERED: it is UNREGISTERED"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_ARGUMENT, ADDRESS, ''",
        "400, INVALID_ARGUMENT, REFUSED, '{\"@type\": \"type.googleapis.com/google.rpc.BadRequest\"},'",
        "403, SENDER_ID_MISMATCH, ADDRESS, ''"
    })
    void what_will_not_change_is_rejected(int status, String code, Category category, String more) {
        fcm.answer(FakeFcm.error(status, code, more));
        assertThat(gateway.send(fcm.delivery("ada")))
                .isInstanceOfSatisfying(Answer.Rejected.class, rejected -> assertThat(rejected.category())
                        .isEqualTo(category));
    }

    @ParameterizedTest
    @CsvSource({
        "429, QUOTA_EXCEEDED, RATE_LIMIT",
        "503, UNAVAILABLE, PROVIDER",
        "500, INTERNAL, PROVIDER",
        "401, UNAUTHENTICATED, AUTHENTICATION",
        "401, THIRD_PARTY_AUTH_ERROR, ADDRESS"
    })
    void what_may_pass_is_deferred(int status, String code, Category category) {
        fcm.answer(FakeFcm.error(status, code, "").with("Retry-After", "30"));
        assertThat(gateway.send(fcm.delivery("ada"))).isInstanceOfSatisfying(Answer.Deferred.class, deferred -> {
            assertThat(deferred.category()).isEqualTo(category);
            assertThat(deferred.atLeast()).isEqualTo(Duration.ofSeconds(30));
        });
    }
}
