package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.keyOf;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.InboxActionKind;
import dev.fanfare.schemas.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Somebody for whom very much waits is heard as well as anybody.
class HeardAmongManyTest {

    private static final int MANY = 5_100;

    @Test
    void each_of_thousands_of_steps_hears_that_its_item_was_read() {
        try (FanoutScenario fanfare =
                new FanoutScenario().template("words", "s", "t").person("ada")) {
            fanfare.rule(ruleFor("post")
                    .setRecipients("ada")
                    .setChannels(List.of(Channel.IN_APP, Channel.EMAIL))
                    .setSteps(List.of(
                            new Step(null, null, List.of(Channel.IN_APP)),
                            new Step("PT1H", "read", List.of(Channel.EMAIL)))));
            for (int n = 0; n < MANY; n++) {
                fanfare.publish(event("post").setId("e" + n));
            }
            for (int n = 0; n < MANY; n += 50) {
                String item = DeliveryId.of(keyOf(event("post").setId("e" + n)), "ada", Channel.IN_APP, "ada");
                fanfare.inInbox("ada", InboxActionKind.READ, item);
            }
            assertThat(fanfare.outcomes()).hasSize(MANY / 50);
            fanfare.inInbox("ada", InboxActionKind.READ_ALL, "").pass(Duration.ofHours(2));
            assertThat(fanfare.outcomes()).hasSize(MANY);
            assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        }
    }
}
