package dev.fanfare.producer.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.DeliveryHeard;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.DeliveryRead;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Heard;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.PushRegistration;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Suppression;
import dev.fanfare.schemas.SuppressionReason;
import dev.fanfare.schemas.ToldDelivery;
import dev.fanfare.schemas.Topics;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes without a key, and proves itself: providers' callbacks.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceiptCallsTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final String TOKEN = "token-of-the-account";
    private static final String MAIL_SECRET = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String FORM = "application/x-www-form-urlencoded";

    private Front front;
    private int receipts;

    @BeforeAll
    void start() {
        front = Front.start(
                WORLD.broker().bootstrap(),
                WORLD.streams(),
                WORLD.channels(),
                Map.of(
                        "fanfare.api.keys",
                        "ops:operate:0123456789abcdef",
                        "fanfare.public-url",
                        "https://news.example.org",
                        "fanfare.sms.twilio.auth-token",
                        TOKEN,
                        "fanfare.receipts.email.secret",
                        "whsec_" + MAIL_SECRET));
    }

    @AfterAll
    void stop() {
        front.close();
    }

    @ParameterizedTest
    @CsvSource({"30005, BOUNCED", "30006, BOUNCED", "21610, OPTED_OUT"})
    void a_number_that_is_none_ends_the_delivery_and_is_told_nothing_more(String code, SuppressionReason reason) {
        ToldDelivery told = told(Channel.SMS);
        String number = "+44163296" + code.substring(1);
        Answer answer = twilio(told, Map.of("MessageStatus", "undelivered", "ErrorCode", code, "To", number), TOKEN);

        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        assertThat(outcomes(told)).singleElement().satisfies(outcome -> {
            assertThat(outcome.getState()).isEqualTo(State.DEAD);
            assertThat(outcome.getAfterwards()).isTrue();
            assertThat(outcome.getError()).isEqualTo(code + " undelivered");
            assertThat(outcome.getProvider()).isEqualTo("twilio");
        });
        assertThat(suppression(told, Channel.SMS, number).getReason()).isEqualTo(reason);
        assertThat(letters(told)).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(Reason.REJECTED);
            assertThat(letter.getError()).isEqualTo(code + " undelivered");
            assertThat(letter.getDelivery().getId()).isEqualTo(told.delivery());
            assertThat(letter.getDelivery().getAddress()).isEmpty();
        });
    }

    @Test
    void a_carriers_filter_ends_the_delivery_alone() {
        ToldDelivery told = told(Channel.SMS);
        Map<String, String> filtered =
                Map.of("MessageStatus", "undelivered", "ErrorCode", "30007", "To", "+441632960777");
        assertThat(twilio(told, filtered, TOKEN).status()).isEqualTo(204);
        assertThat(outcomes(told)).hasSize(1);
        assertThat(suppression(told, Channel.SMS, "+441632960777")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"queued", "sent", "delivered"})
    void what_arrives_changes_nothing(String status) {
        ToldDelivery told = told(Channel.SMS);
        assertThat(twilio(told, Map.of("MessageStatus", status), TOKEN).status())
                .isEqualTo(204);
        assertThat(outcomes(told)).isEmpty();
    }

    @Test
    void what_was_read_is_heard_and_noted() {
        ToldDelivery text = told(Channel.SMS);
        assertThat(twilio(text, Map.of("MessageStatus", "read"), TOKEN).status())
                .isEqualTo(204);
        ToldDelivery mail = told(Channel.EMAIL);
        Answer answer = mail("""
                {"type": "read", "receipt": "%s"}""".formatted(mail.text()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);

        assertThat(List.of(text, mail)).allSatisfy(told -> {
            assertThat(heard(told)).singleElement().satisfies(heard -> {
                assertThat(heard.getHeard()).isEqualTo(Heard.READ);
                assertThat(heard.getDelivery()).isEqualTo(told.delivery());
                assertThat(heard.getEvent()).isEqualTo(told.event());
            });
            assertThat(said(told)).singleElement().isInstanceOfSatisfying(DeliveryRead.class, read -> {
                assertThat(read.getDelivery()).isEqualTo(told.delivery());
                assertThat(read.getType()).isEqualTo("news");
            });
        });
        assertThat(mail("{\"type\": \"read\", \"recipient\": \"ada\"}").status())
                .isEqualTo(400);
    }

    @Test
    void what_twilio_has_not_signed_is_refused() {
        ToldDelivery told = told(Channel.SMS);
        Map<String, String> form = Map.of("MessageStatus", "failed", "ErrorCode", "30005", "To", "+441632960000");
        assertThat(twilio(told, form, "another").status()).isEqualTo(403);
        assertThat(front.post("/v1/receipts/twilio?delivery=" + told.text(), FORM, "MessageStatus=failed")
                        .status())
                .isEqualTo(401);
        assertThat(front.post("/v1/receipts/twilio", FORM, "a=" + "x".repeat(70_000))
                        .status())
                .isEqualTo(413);
        assertThat(outcomes(told)).isEmpty();
    }

    @Test
    void a_hard_bounce_ends_the_delivery_and_suppresses() {
        ToldDelivery told = told(Channel.EMAIL);
        Answer answer = mail("""
                {"type": "bounced", "receipt": "%s", "address": "gone@example.org", "description": "5.1.1"}""".formatted(told.text()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        assertThat(outcomes(told)).extracting(Outcome::getState).containsExactly(State.DEAD);
        assertThat(suppression(told, Channel.EMAIL, "gone@example.org").getReason())
                .isEqualTo(SuppressionReason.BOUNCED);
    }

    @Test
    void a_soft_bounce_ends_the_delivery_and_a_complaint_only_suppresses() {
        ToldDelivery soft = told(Channel.EMAIL);
        assertThat(mail("""
                {"type": "bounced", "receipt": "%s", "permanent": false}""".formatted(soft.text())).status()).isEqualTo(204);
        assertThat(outcomes(soft)).hasSize(1);

        ToldDelivery complained = told(Channel.EMAIL);
        assertThat(mail("""
                {"type": "complained", "recipient": "%s", "address": "cross@example.org"}""".formatted(complained.recipient())).status()).isEqualTo(204);
        assertThat(outcomes(complained)).isEmpty();
        assertThat(suppression(complained, Channel.EMAIL, "cross@example.org").getReason())
                .isEqualTo(SuppressionReason.COMPLAINED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"lost\"}",
                "{\"type\": \"bounced\", \"address\": \"a@example.org\"}",
                "{\"type\": \"bounced\", \"recipient\": \"ada\", \"address\": \"none\"}",
                "{\"type\": \"bounced\", \"receipt\": \"x\", \"address\": \"a@example.org\"}",
                "{\"type\": \"bounced\", \"more\": 1}",
                "[]"
            })
    void a_report_that_makes_no_sense_is_refused(String json) {
        assertThat(mail(json).status()).isEqualTo(400);
    }

    @Test
    void a_report_that_is_not_signed_is_refused() {
        String path = "/v1/receipts/email";
        assertThat(front.post(path, "application/json", "{}").status()).isEqualTo(401);
        assertThat(front.send(front.call(path)
                                .header("webhook-id", "1")
                                .header(
                                        "webhook-timestamp",
                                        String.valueOf(Instant.now().getEpochSecond()))
                                .header("webhook-signature", "v1,AAAA")
                                .POST(Front.text("{}")))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void phones_register_and_leave_and_addresses_are_told_again() {
        Front open = WORLD.front();
        String token = "a:b/c?d=" + "x".repeat(300);
        String path = "/v1/recipients/phone-owner/push/" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        Answer put = open.put(path, "{\"provider\": \"fcm\"}");
        assertThat(put.status()).as(put.body()).isEqualTo(200);
        String key = Topics.pushTokenKey("phone-owner", token);
        assertThat(WORLD.written()
                        .last(World.TOPICS.pushTokens(), PushRegistration.class, key)
                        .value()
                        .getAddress()
                        .getToken())
                .isEqualTo(token);
        assertThat(open.delete(path).status()).isEqualTo(200);
        assertThat(WORLD.written()
                        .last(World.TOPICS.pushTokens(), PushRegistration.class, key)
                        .value()
                        .getLeft())
                .isTrue();
        assertThat(open.put(path, "{\"provider\": \"pager\"}").status()).isEqualTo(400);

        assertThat(open.delete("/v1/suppressions?recipient=phone-owner&channel=email&address=a@example.org")
                        .status())
                .isEqualTo(200);
        String lifted = Topics.suppressionKey("phone-owner", Channel.EMAIL, "a@example.org");
        assertThat(WORLD.written().last(World.TOPICS.suppressions(), Suppression.class, lifted))
                .satisfies(entry -> assertThat(entry.value()).isNull());
        assertThat(open.delete("/v1/suppressions?recipient=phone-owner&channel=push&address=fcm:x")
                        .status())
                .isEqualTo(400);
        assertThat(open.delete("/v1/suppressions").status()).isEqualTo(400);
    }

    /// One of its own for each test.
    private ToldDelivery told(Channel channel) {
        String recipient = "receipt-" + receipts++;
        String event = EventKey.of("test", recipient);
        return new ToldDelivery(
                DeliveryId.of(event, recipient, channel, "somewhere"),
                event,
                "news",
                recipient,
                channel,
                Lane.STANDARD,
                0,
                Instant.ofEpochMilli(1_700_000_000_000L));
    }

    private Answer twilio(ToldDelivery told, Map<String, String> form, String token) {
        String path = "/v1/receipts/twilio?delivery=" + told.text();
        StringBuilder said = new StringBuilder("https://news.example.org" + path);
        new TreeMap<>(form).forEach((name, value) -> said.append(name).append(value));
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return front.send(front.call(path)
                .header("Content-Type", FORM)
                .header("X-Twilio-Signature", hmac("HmacSHA1", token.getBytes(StandardCharsets.UTF_8), said.toString()))
                .POST(Front.text(body)));
    }

    private Answer mail(String json) {
        String time = String.valueOf(Instant.now().getEpochSecond());
        String signature = hmac("HmacSHA256", Base64.getDecoder().decode(MAIL_SECRET), "id-1." + time + "." + json);
        return front.send(front.call("/v1/receipts/email")
                .header("webhook-id", "id-1")
                .header("webhook-timestamp", time)
                .header("webhook-signature", "v1," + signature)
                .POST(Front.text(json)));
    }

    private static String hmac(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private List<DeadLetter> letters(ToldDelivery told) {
        return WORLD.written().on(World.TOPICS.deadLetters(told.channel()), DeadLetter.class).stream()
                .map(entry -> entry.value())
                .filter(letter -> letter.getDelivery().getId().equals(told.delivery()))
                .toList();
    }

    private List<DeliveryHeard> heard(ToldDelivery told) {
        return WORLD.written().on(World.TOPICS.deliveryCommands(), DeliveryCommand.class).stream()
                .filter(entry -> told.delivery().equals(entry.key()))
                .map(entry -> (DeliveryHeard) entry.value().getContent())
                .toList();
    }

    private List<Outcome> outcomes(ToldDelivery told) {
        return said(told).stream().map(Outcome.class::cast).toList();
    }

    private List<Object> said(ToldDelivery told) {
        return WORLD.written().on(World.TOPICS.outcomes(), OutcomeMessage.class).stream()
                .filter(entry -> told.recipient().equals(entry.key()))
                .map(entry -> entry.value().getContent())
                .toList();
    }

    private Suppression suppression(ToldDelivery told, Channel channel, String address) {
        var entry = WORLD.written()
                .last(
                        World.TOPICS.suppressions(),
                        Suppression.class,
                        Topics.suppressionKey(told.recipient(), channel, address));
        return entry == null ? null : entry.value();
    }
}
