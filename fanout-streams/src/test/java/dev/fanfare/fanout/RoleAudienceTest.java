package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A role is an audience like any other.
class RoleAudienceTest {

    private FanoutScenario fanfare = new FanoutScenario();

    @BeforeEach
    void prepare() {
        fanfare.template("words", "A notice", "For you")
                .person("ada", "role:teacher")
                .person("alan", "role:student")
                .person("grace", "role:parent", "role:teacher")
                .person("kurt", "role:admin");
    }

    @AfterEach
    void stop() {
        fanfare.close();
    }

    @Test
    @DisplayName("S3-13 S4-03 everybody with one of the roles that the event names is told once, and nobody else")
    void an_event_may_name_roles() {
        fanfare.rule(ruleFor("notice")).publish(event("notice").setAudiences(List.of("role:teacher", "role:parent")));

        assertThat(fanfare.told(Channel.IN_APP)).containsExactly("ada", "grace");
    }

    @Test
    @DisplayName("S4-04 people by name and by role in one call")
    void an_event_may_name_people_and_roles() {
        fanfare.rule(ruleFor("notice"))
                .publish(event("notice").setAudiences(List.of("role:admin")).setRecipients(List.of("alan", "kurt")));

        assertThat(fanfare.told(Channel.IN_APP)).containsExactly("alan", "kurt");
    }
}
