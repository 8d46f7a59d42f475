package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.fanout.retry.Retries;
import dev.fanfare.schemas.CapRule;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A cap holds in every window, also in those that end with what is held until then.
class CapAheadTest {

    private static final Duration HALF = Duration.ofMinutes(30);

    private final FanoutScenario fanfare =
            new FanoutScenario().template("words", "s", "t").person("ada");

    @Test
    void what_would_be_told_shortly_before_what_is_held_is_over() {
        fanfare.rule(later()).publish(event("later").setId("1")).rule(atOnce());
        fanfare.pass(HALF).publish(event("now").setId("2"));
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        fanfare.pass(HALF);
        assertThat(fanfare.told(Channel.EMAIL)).hasSize(1);
    }

    @Test
    void what_is_told_a_whole_window_before_is_not() {
        fanfare.rule(later()).publish(event("later").setId("1")).rule(atOnce());
        fanfare.publish(event("now").setId("2"));
        assertThat(fanfare.told(Channel.EMAIL)).hasSize(1);
        fanfare.pass(HALF.multipliedBy(2));
        assertThat(fanfare.told(Channel.EMAIL)).hasSize(1);
    }

    @Test
    void what_was_told_is_forgotten_although_nothing_else_comes() {
        fanfare.rule(atOnce().setCap(new CapRule(1, "PT1H", "skip", null)))
                .publish(event("now").setId("1"));
        assertThat(kept()).isEqualTo(1);
        fanfare.pass(Duration.ofMinutes(2)).pass(HALF.multipliedBy(2)).pass(Duration.ofMinutes(2));
        assertThat(kept()).isZero();
    }

    @Test
    void a_cap_of_a_channel_counts_what_one_with_a_shorter_window_let_pass() {
        fanfare.rule(atOnce()).publish(event("now").setId("1"));
        fanfare.pass(HALF.multipliedBy(6));
        fanfare.rule(capped("rare")
                        .setChannels(List.of(Channel.EMAIL))
                        .setCap(new CapRule(1, "PT8H", "skip", Channel.EMAIL)))
                .publish(event("rare").setId("2"));
        assertThat(fanfare.told(Channel.EMAIL)).hasSize(1);
    }

    private long kept() {
        return fanfare.storedKeys(Retries.STORE).stream()
                .filter(key -> key.startsWith("C"))
                .count();
    }

    /// An hour after its event.
    private static Rule.Builder later() {
        return capped("later")
                .setChannels(List.of(Channel.IN_APP, Channel.EMAIL))
                .setSteps(List.of(
                        new Step(null, null, List.of(Channel.IN_APP)),
                        new Step("PT1H", "read", List.of(Channel.EMAIL))));
    }

    private static Rule.Builder atOnce() {
        return capped("now").setChannels(List.of(Channel.EMAIL));
    }

    private static Rule.Builder capped(String type) {
        return ruleFor(type).setRecipients("ada").setCap(new CapRule(1, "PT1H", "skip", Channel.EMAIL));
    }

    @AfterEach
    void close() {
        fanfare.close();
    }
}
