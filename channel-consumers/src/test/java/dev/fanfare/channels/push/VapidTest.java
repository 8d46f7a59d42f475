package dev.fanfare.channels.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Gateway;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What push services have against our proof of who we are, and what can be known of it before.
@Timeout(60)
class VapidTest {

    private final FakePushService service = new FakePushService();
    private final Gateway gateway = service.gateway(Duration.ofSeconds(10));

    @AfterEach
    void close() {
        gateway.close();
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"reason\":\"VapidPkHashMismatch\"}'",
        "403, the VAPID credentials in the authorization header do not correspond to the credentials used to create the"
                + " subscriptions.",
        "401, '{\"code\": 401, \"errno\": 109, \"message\": \"VAPID public key mismatch\"}'"
    })
    void a_subscription_to_another_key_is_rejected(int status, String body) {
        service.answer(status, body);
        assertThat(gateway.send(service.delivery("ada")))
                .isInstanceOfSatisfying(Answer.Rejected.class, rejected -> assertThat(rejected.category())
                        .isEqualTo(Category.ADDRESS));
    }

    @ParameterizedTest
    @CsvSource({
        "403, '{\"reason\":\"BadJwtToken\"}'",
        "403, '{\"reason\":\"ExpiredJwtToken\"}'",
        "400, '{\"reason\":\"BadJwtToken\"}'"
    })
    void a_proof_that_is_not_taken_is_for_an_operator_to_mend(int status, String body) {
        service.answer(status, body);
        assertThat(gateway.send(service.delivery("ada")))
                .isInstanceOfSatisfying(Answer.Deferred.class, deferred -> assertThat(deferred.category())
                        .isEqualTo(Category.AUTHENTICATION));
    }

    @Test
    void two_keys_that_are_no_pair_are_refused_at_the_start_and_not_repeated() {
        WebPushSettings sound = FakePushService.settings(false);
        String another = Base64.getUrlEncoder().withoutPadding().encodeToString(P256.encoded((ECPublicKey)
                FakePushService.BROWSER.getPublic()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebPushSettings(another, sound.privateKey(), sound.subject(), false))
                .withMessage("fanfare.push.web.private-key: is not the other half of public-key");
    }
}
