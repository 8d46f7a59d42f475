package dev.fanfare.channels.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Gateway;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Twilio cannot tell a repeat, and each text costs money.
@Timeout(30)
class TwilioOnceTest {

    @Test
    void what_it_read_and_did_not_answer_is_not_sent_twice_in_one_attempt() {
        try (FakeTwilio twilio = new FakeTwilio();
                Gateway gateway = twilio.gateway(Duration.ofSeconds(10))) {
            gateway.send(twilio.delivery("ada"));
            twilio.hangUp();

            assertThat(gateway.send(twilio.delivery("alan"))).isInstanceOf(Answer.Deferred.class);
            assertThat(twilio.http.calls).hasSize(2);
            assertThat(gateway.send(twilio.delivery("grace"))).isInstanceOf(Answer.Deferred.class);
            assertThat(twilio.http.calls).hasSize(3);
        }
    }
}
