package dev.fanfare.channels.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.pushy.apns.auth.ApnsVerificationKey;
import com.eatthepath.pushy.apns.server.ValidatingPushNotificationHandlerFactory;
import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.schemas.Channel;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Pushes and their proofs, judged by a service that is not ours and does not take our word.
@Timeout(60)
class JudgedByPushyTest {

    private static final String LEFT = "ab".repeat(32);

    private final FakeApns apple = new FakeApns(judge());

    @AfterEach
    void close() {
        apple.close();
    }

    @Test
    void it_takes_a_push_with_our_proof_our_topic_and_its_token() {
        assertThat(sent(Keys.EC.getPrivate(), FakeApns.TOPIC, FakeApns.DEVICE)).isInstanceOf(Answer.Delivered.class);
    }

    @Test
    void a_proof_by_another_key_is_not_taken() {
        assertDeferred(sent(Keys.other().getPrivate(), FakeApns.TOPIC, FakeApns.DEVICE));
    }

    @Test
    void nor_is_a_topic_that_is_not_the_keys() {
        assertThat(sent(Keys.EC.getPrivate(), "org.example.others", FakeApns.DEVICE))
                .isNotInstanceOf(Answer.Delivered.class);
    }

    @Test
    void a_token_that_it_knows_to_be_left_is_gone() {
        assertThat(sent(Keys.EC.getPrivate(), FakeApns.TOPIC, LEFT)).isInstanceOf(Answer.Gone.class);
    }

    @Test
    void a_token_that_it_never_gave_is_rejected() {
        assertThat(sent(Keys.EC.getPrivate(), FakeApns.TOPIC, "cd".repeat(32)))
                .isInstanceOfSatisfying(Answer.Rejected.class, rejected -> assertThat(rejected.category())
                        .isEqualTo(Category.ADDRESS));
    }

    private Answer sent(PrivateKey key, String topic, String device) {
        try (Gateway gateway = apple.gateway(Duration.ofSeconds(10), key, topic)) {
            return gateway.send(
                    Deliveries.of(Channel.PUSH, "ada", "apns:" + device).build());
        }
    }

    private static void assertDeferred(Answer answer) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Deferred.class, deferred -> assertThat(deferred.category())
                .isEqualTo(Category.AUTHENTICATION));
    }

    private static ValidatingPushNotificationHandlerFactory judge() {
        try {
            ApnsVerificationKey key =
                    new ApnsVerificationKey(FakeApns.KEY, FakeApns.TEAM, (ECPublicKey) Keys.EC.getPublic());
            return new ValidatingPushNotificationHandlerFactory(
                    Map.of(FakeApns.TOPIC, Set.of(FakeApns.DEVICE, LEFT)),
                    Map.of(LEFT, Instant.EPOCH),
                    Map.of(FakeApns.KEY, key),
                    Map.of(key, Set.of(FakeApns.TOPIC)));
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException(unusable);
        }
    }
}
