package dev.fanfare.producer.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fanfare.producer.http.Problem;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.keys.Caller;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.producer.versions.Lookup;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Rule;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckEventTest {

    private static final Caller SENDER = new Caller("shop", Set.of(Role.SEND), true);
    private static final Caller OPERATOR = new Caller("ops", Set.of(Role.OPERATE), true);

    private final CheckEvent check = new CheckEvent(
            type -> new Lookup.Answer<>(type.equals("known") ? Optional.of(rule()) : Optional.empty(), null),
            List.of("words", "plain")::contains,
            InstantSource.system());

    @Test
    void an_event_with_a_rule_needs_nothing_else() {
        assertThat(check.check(incoming(event("known")), SENDER).lane()).isEqualTo(Lane.EXPRESS);
    }

    @Test
    @DisplayName("S0-08 an unknown type is refused, by name")
    void an_event_without_rule_and_without_people_is_refused() {
        Problem problem = refused(event("unknown").setTitle("Hello"), Caller.LOCAL);

        assertThat(problem.status().value()).isEqualTo(422);
        assertThat(problem.detail()).contains("unknown", "recipients");
    }

    @Test
    void an_event_without_rule_and_without_words_is_refused() {
        Problem problem = refused(event("unknown").setAudiences(List.of("all")).setBody("only a body"), Caller.LOCAL);

        assertThat(problem.status().value()).isEqualTo(422);
        assertThat(problem.detail()).contains("template", "title");
    }

    @Test
    void an_event_that_says_whom_and_what_needs_no_rule() {
        Event.Builder event = event("unknown").setRecipients(List.of("ada")).setTitle("Hello");

        assertThat(check.check(incoming(event), Caller.LOCAL).lane()).isEqualTo(Lane.STANDARD);
        assertThat(check.check(incoming(event), OPERATOR).lane()).isEqualTo(Lane.STANDARD);
    }

    @Test
    void a_key_that_may_only_send_is_bound_by_a_rule() {
        Problem problem = refused(
                event("unknown").setRecipients(List.of("mailto:a@example.org")).setTitle("Hello"), SENDER);

        assertThat(problem.status().value()).isEqualTo(403);
        assertThat(problem.members()).containsEntry("field", "type");
    }

    @Test
    void a_template_must_exist() {
        Problem problem = refused(event("known").setTemplate("lost"), Caller.LOCAL);

        assertThat(problem.status().value()).isEqualTo(422);
        assertThat(problem.members()).containsEntry("field", "template");
    }

    @Test
    void with_keys_an_event_says_only_what_its_rule_allows() {
        assertThat(check.check(incoming(event("known").setPriority(Priority.LOW)), SENDER)
                        .lane())
                .isEqualTo(Lane.STANDARD);
        assertThat(refused(event("known").setTitle("mine"), SENDER).members()).containsEntry("field", "title");
        assertThat(refused(event("known").setRecipients(List.of("ada")), SENDER).members())
                .containsEntry("field", "recipients");
        assertThat(refused(event("known").setAutoDismiss(true), SENDER).members())
                .containsEntry("field", "autodismiss");
    }

    @Test
    void without_keys_an_event_may_overrule_its_rule() {
        assertThat(check.check(incoming(event("known").setTitle("mine")), Caller.LOCAL))
                .isNotNull();
    }

    @Test
    void only_an_operator_may_tell_everyone_in_an_event() {
        Event.Builder event = event("unknown").setAudiences(List.of("everyone")).setTitle("Hello");

        assertThat(refused(event, SENDER).status().value()).isEqualTo(403);
        assertThat(check.check(incoming(event), OPERATOR)).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(Priority.class)
    @DisplayName("S1-13 the priority decides the lane")
    void the_priority_decides_the_lane(Priority priority) {
        Lane lane = priority == Priority.URGENT || priority == Priority.HIGH ? Lane.EXPRESS : Lane.STANDARD;

        assertThat(check.check(incoming(event("known").setPriority(priority)), SENDER)
                        .lane())
                .isEqualTo(lane);
    }

    private Problem refused(Event.Builder event, Caller caller) {
        return catchThrowableOfType(Refused.class, () -> check.check(incoming(event), caller))
                .problem();
    }

    private static Event.Builder event(String type) {
        return Event.newBuilder().setId("1").setSource("/s").setType(type);
    }

    private static Incoming incoming(Event.Builder event) {
        return new Incoming(event.build(), null);
    }

    private static Rule rule() {
        return Rule.newBuilder()
                .setType("known")
                .setTemplate("words")
                .setChannels(List.of(Channel.EMAIL))
                .setPriority(Priority.HIGH)
                .setAllow(List.of("priority"))
                .build();
    }
}
