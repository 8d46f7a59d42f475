package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.START;
import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.keyOf;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static dev.fanfare.schemas.Channel.IN_APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A key is admitted once for as long as its status is kept.
class ForgetTest {

    private final FanoutScenario fanfare = new FanoutScenario();

    @BeforeEach
    void prepare() {
        fanfare.person("ada")
                .template("words", "Hello", "You")
                .rule(ruleFor("greeting").setRecipients("ada"));
    }

    @AfterEach
    void close() {
        fanfare.close();
    }

    @Test
    void an_event_that_was_forgotten_is_told_again() {
        fanfare.publish(greeting());
        assertThat(fanfare.told(IN_APP)).containsExactly("ada");

        fanfare.pass(Duration.ofDays(7)).command(CommandKind.FORGET, keyOf(greeting()), START);
        fanfare.publish(greeting());
        assertThat(fanfare.told(IN_APP)).containsExactly("ada");

        fanfare.publish(greeting());
        assertThat(fanfare.told(IN_APP)).isEmpty();
    }

    @Test
    void a_newer_admission_is_not_forgotten_with_an_older_one() {
        fanfare.pass(Duration.ofDays(7)).publish(greeting());
        assertThat(fanfare.told(IN_APP)).containsExactly("ada");

        fanfare.command(CommandKind.FORGET, keyOf(greeting()), START);
        fanfare.publish(greeting());

        assertThat(fanfare.told(IN_APP)).isEmpty();
    }

    /// A status is forgotten by the time that its head says.
    @Test
    void the_time_of_its_head_forgets_it_though_the_clock_is_set_back_meanwhile() {
        fanfare.clockStepsBack(Duration.ofMillis(5)).publish(greeting());
        assertThat(fanfare.told(IN_APP)).containsExactly("ada");

        fanfare.command(
                CommandKind.FORGET,
                keyOf(greeting()),
                fanfare.heads().getFirst().getAt());
        fanfare.publish(greeting());
        assertThat(fanfare.told(IN_APP)).containsExactly("ada");
    }

    @ParameterizedTest
    @EnumSource(value = CommandKind.class, mode = EnumSource.Mode.EXCLUDE, names = "FORGET")
    void other_commands_do_not_let_it_come_again(CommandKind kind) {
        fanfare.publish(greeting());
        assertThat(fanfare.told(IN_APP)).containsExactly("ada");

        fanfare.command(kind, keyOf(greeting()), START.plusSeconds(60));
        fanfare.publish(greeting());

        assertThat(fanfare.told(IN_APP)).isEmpty();
        assertThat(fanfare.refused()).isEmpty();
    }

    @Test
    void a_command_that_cannot_be_read_is_set_aside_and_stops_nothing() {
        byte[] rubbish = "rubbish".getBytes(StandardCharsets.UTF_8);
        fanfare.raw(fanfare.topics.commands(), "any", rubbish).publish(greeting());

        assertThat(fanfare.refused()).singleElement().satisfies(record -> assertThat(record.value())
                .isEqualTo(rubbish));
        assertThat(fanfare.told(IN_APP)).isEqualTo(List.of("ada"));
    }

    private static Event.Builder greeting() {
        return event("greeting");
    }
}
