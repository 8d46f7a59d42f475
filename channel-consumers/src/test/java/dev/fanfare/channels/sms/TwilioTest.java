package dev.fanfare.channels.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.http.FakeHttp;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.ToldDelivery;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TwilioTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final FakeTwilio twilio = new FakeTwilio();
    private final Gateway gateway = twilio.gateway(LIMIT);

    @AfterEach
    void close() {
        gateway.close();
        twilio.close();
    }

    @Test
    @DisplayName("S3-30 A text message goes to Twilio as its documentation says")
    void a_message_is_sent_as_documented() {
        Delivery delivery = Deliveries.of(Channel.SMS, "ada", "+441632960000")
                .setBody("Grüße & mehr: 100 % + 1 €")
                .build();

        Answer answer = gateway.send(delivery);

        FakeHttp.Call call = twilio.http.calls.getFirst();
        assertThat(call.path()).isEqualTo("/2010-04-01/Accounts/" + FakeTwilio.ACCOUNT + "/Messages.json");
        assertThat(call.header("Content-Type")).startsWith("application/x-www-form-urlencoded");
        assertThat(FakeTwilio.form(call))
                .containsEntry("To", "+441632960000")
                .containsEntry("From", FakeTwilio.FROM)
                .containsEntry("Body", "Grüße & mehr: 100 % + 1 €")
                .hasEntrySatisfying("StatusCallback", url -> assertThat(url)
                        .startsWith("https://news.example.org/v1/receipts/twilio?delivery="))
                .hasSize(4);
        assertThat(answer).isEqualTo(new Answer.Delivered("SM00000000000000000000000000000001, 1 segment (GSM 7-bit)"));
    }

    @Test
    void the_callback_says_which_delivery_it_is() {
        Delivery delivery = twilio.delivery("ada");
        gateway.send(delivery);
        String callback = FakeTwilio.form(twilio.http.calls.getFirst()).get("StatusCallback");
        assertThat(ToldDelivery.parse(callback.replaceFirst(".*=", ""))).contains(ToldDelivery.of(delivery));
    }

    @Test
    void a_messaging_service_sends_where_one_is_named() {
        String service = "MG" + "0f".repeat(16);
        try (Gateway other = twilio.gateway(LIMIT, service, URI.create("https://news.example.org/"))) {
            other.send(twilio.delivery("ada"));
        }
        assertThat(FakeTwilio.form(twilio.http.calls.getFirst()))
                .containsEntry("MessagingServiceSid", service)
                .doesNotContainKey("From");
    }

    @Test
    void nobody_is_asked_to_call_back_over_http() {
        try (Gateway other = twilio.gateway(LIMIT, FakeTwilio.FROM, URI.create("http://news.example.org"))) {
            other.send(twilio.delivery("ada"));
        }
        assertThat(FakeTwilio.form(twilio.http.calls.getFirst())).doesNotContainKey("StatusCallback");
    }

    @ParameterizedTest
    @ValueSource(strings = {"441632960000", "+0441632960000", "+44 1632 960000", "+44", "tel:+441632960000", ""})
    void what_is_no_number_in_e164_is_rejected_without_a_call(String number) {
        assertThat(gateway.send(Deliveries.of(Channel.SMS, "ada", number).build()))
                .isInstanceOfSatisfying(Answer.Rejected.class, rejected -> assertThat(rejected.category())
                        .isEqualTo(Category.ADDRESS));
        assertThat(twilio.http.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, 21211, ADDRESS",
        "400, 21614, ADDRESS",
        "400, 21408, REFUSED",
        "400, 21602, REFUSED",
        "400, 21617, REFUSED",
        "400, 99999, REFUSED"
    })
    void what_will_not_change_is_rejected(int status, int code, Category category) {
        twilio.answer(status, code, "no");
        assertThat(gateway.send(twilio.delivery("ada"))).isInstanceOfSatisfying(Answer.Rejected.class, rejected -> {
            assertThat(rejected.category()).isEqualTo(category);
            assertThat(rejected.why()).isEqualTo(code + " no");
        });
    }

    @Test
    void who_answered_stop_is_gone() {
        twilio.answer(400, 21610, "Attempt to send to unsubscribed recipient");
        assertThat(gateway.send(twilio.delivery("ada")))
                .isEqualTo(new Answer.Gone("21610 Attempt to send to unsubscribed recipient"));
    }

    @ParameterizedTest
    @CsvSource({
        "401, 20003, AUTHENTICATION",
        "403, 20003, AUTHENTICATION",
        "404, 20404, AUTHENTICATION",
        "400, 21606, AUTHENTICATION",
        "429, 20429, RATE_LIMIT",
        "400, 21611, RATE_LIMIT",
        "500, 20500, PROVIDER",
        "503, 20503, PROVIDER",
        "400, 30003, PROVIDER",
        "502, 0, PROVIDER",
        "429, 0, RATE_LIMIT",
        "401, 0, AUTHENTICATION"
    })
    void what_may_pass_is_deferred(int status, int code, Category category) {
        twilio.answer(status, code, "not now");
        assertThat(gateway.send(twilio.delivery("ada")))
                .isInstanceOfSatisfying(Answer.Deferred.class, deferred -> assertThat(deferred.category())
                        .isEqualTo(category));
    }
}
