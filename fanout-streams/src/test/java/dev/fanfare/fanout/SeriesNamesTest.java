package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static dev.fanfare.schemas.Channel.IN_APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventCommand;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whom a series means, and what is known of an event behind its time.
class SeriesNamesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final FanoutScenario fanfare = new FanoutScenario();

    @BeforeEach
    void prepare() {
        fanfare.person("ada")
                .person("grace")
                .template("words", "Rent", "It is due")
                .rule(ruleFor("rent").setRecipients("ada,grace"));
    }

    @AfterEach
    void close() {
        fanfare.close();
    }

    @Test
    void whoever_takes_the_id_of_an_erased_person_is_not_told_what_that_person_was_to_be() {
        fanfare.publish(event("rent").setEvery("0 9 * * * UTC").setRecipients(List.of("ada", "grace")));
        day();
        assertThat(fanfare.told(IN_APP)).containsExactly("ada", "grace");

        fanfare.erase("ada").pass(SECOND).person("ada");
        day();
        assertThat(fanfare.told(IN_APP)).containsExactly("grace");
        day();
        assertThat(fanfare.told(IN_APP)).as("accepted behind the erasure").containsExactly("grace");
    }

    @Test
    void whom_the_rule_names_is_who_has_the_id_then() {
        fanfare.publish(event("rent").setEvery("0 9 * * * UTC"));
        day();
        fanfare.erase("ada").pass(SECOND).person("ada");
        day();
        fanfare.told(IN_APP);

        day();
        assertThat(fanfare.told(IN_APP)).containsExactly("ada", "grace");
    }

    @Test
    void an_event_that_was_given_a_time_says_it_while_it_waits_for_its_rule() {
        EventCommand tomorrow = new EventCommand(
                FanoutScenario.keyOf(event("any")),
                CommandKind.CHANGE,
                fanfare.now(),
                null,
                null,
                fanfare.now().plus(DAY));
        fanfare.command(tomorrow).publish(event("unknown"));

        fanfare.pass(DAY).pass(SECOND);

        assertThat(fanfare.heads())
                .filteredOn(head -> head.getAdmission() == Admission.WAITING)
                .extracting(EventAdmitted::getSendAt)
                .containsExactly(tomorrow.getSendAt());
    }

    private void day() {
        fanfare.pass(DAY).pass(SECOND).work();
    }
}
