package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where the state is built anew, its topics are read in any order: a link's mute holds in each.
class UnsubscribedOrderTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private enum Written {
        PREFERENCES,
        SUPPRESSION,
        RECIPIENT
    }

    @ParameterizedTest
    @ValueSource(strings = {"PSR", "PRS", "SPR", "SRP", "RPS", "RSP"})
    void what_was_unsubscribed_behind_the_choice_stays_muted(String order) {
        assertThat(told(order, List.of(Written.PREFERENCES, Written.SUPPRESSION, Written.RECIPIENT)))
                .as("the profile was written once more since")
                .isEmpty();
        assertThat(told(order, List.of(Written.RECIPIENT, Written.PREFERENCES, Written.SUPPRESSION)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SPR", "SRP", "RSP"})
    void who_has_chosen_since_is_told(String order) {
        assertThat(told(order, List.of(Written.RECIPIENT, Written.SUPPRESSION, Written.PREFERENCES)))
                .containsExactly("ada");
    }

    /// @param read the topics' first letters
    /// @param written an hour after each other
    private static List<String> told(String read, List<Written> written) {
        try (FanoutScenario fanfare = new FanoutScenario()) {
            fanfare.template("words", "Hello", "Text");
            fanfare.rule(ruleFor("news").setAudiences(List.of("all")).setChannels(List.of(Channel.EMAIL)));
            for (char first : read.toCharArray()) {
                Written next = written.stream()
                        .filter(one -> one.name().charAt(0) == first)
                        .findFirst()
                        .orElseThrow();
                fanfare.writtenAt(FanoutScenario.START.plus(HOUR.multipliedBy(written.indexOf(next))));
                switch (next) {
                    case PREFERENCES -> fanfare.mute("ada", "marketing.*");
                    case SUPPRESSION -> fanfare.unsubscribe("ada", "news");
                    case RECIPIENT -> fanfare.person("ada", "all");
                }
            }
            return fanfare.publish(event("news")).told(Channel.EMAIL);
        }
    }
}
