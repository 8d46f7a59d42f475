package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Recipient;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Audiences and addresses that change while an event is told: what counts is the moment at which a person is met.
class UpkeepTest {

    private static final Duration TURN = Duration.ofMillis(1);

    private final FanoutScenario fanfare = new FanoutScenario();

    @AfterEach
    void stop() {
        fanfare.close();
    }

    @Test
    @DisplayName("S0-17 who is taken out before the walk comes by is not told, and who was told stays told")
    void removal_during_a_walk_counts_at_the_moment_of_meeting() {
        walkBegins(50);
        fanfare.leaves("p01", "team").leaves("p48", "team").untilExpanded();

        assertThat(fanfare.told(Channel.IN_APP)).hasSize(49).contains("p01").doesNotContain("p48");
    }

    @Test
    void who_joins_behind_the_walk_is_not_told_and_who_joins_before_it_is() {
        walkBegins(50);
        fanfare.person("p000")
                .member("p000", "team")
                .person("p99")
                .member("p99", "team")
                .untilExpanded();

        assertThat(fanfare.told(Channel.IN_APP)).hasSize(51).contains("p99").doesNotContain("p000");
    }

    @Test
    void a_person_who_moves_by_call_between_two_audiences_during_the_walk_is_told_once() {
        walkBegins(50);
        for (String id : List.of("p01", "p25", "p49")) {
            fanfare.member(id, "other").leaves(id, "team");
        }
        fanfare.untilExpanded();

        assertThat(fanfare.told(Channel.IN_APP)).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void who_moves_and_comes_back_in_either_order_is_told_once() {
        walkBegins(50);
        for (String id : List.of("p01", "p25", "p49")) {
            fanfare.leaves(id, "team")
                    .member(id, "other")
                    .pass(TURN)
                    .leaves(id, "other")
                    .member(id, "team");
        }
        fanfare.untilExpanded();

        assertThat(fanfare.told(Channel.IN_APP)).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void an_address_that_changes_between_the_post_and_the_walk_is_the_one_used() {
        crowd(50);
        fanfare.rule(ruleFor("post").setChannels(List.of(Channel.EMAIL)).setAudiences(List.of("team")))
                .template("words", "x", "y")
                .publish(event("post"))
                .pass(TURN);
        fanfare.person(at("p01", "new@example.org"))
                .person(at("p48", "new@example.org"))
                .untilExpanded();

        assertThat(fanfare.deliveries(Channel.EMAIL, Lane.STANDARD))
                .filteredOn(told -> List.of("p01", "p48").contains(told.getRecipient()))
                .extracting(Delivery::getAddress)
                .containsExactly("p01@example.org", "new@example.org");
    }

    @Test
    void who_is_erased_before_the_walk_comes_by_is_not_told() {
        walkBegins(50);
        fanfare.erase("p48").untilExpanded();

        assertThat(fanfare.told(Channel.IN_APP)).hasSize(49).doesNotContain("p48");
    }

    /// The first chunk has gone.
    private void walkBegins(int people) {
        crowd(people);
        fanfare.rule(ruleFor("post").setAudiences(List.of("other", "team")))
                .template("words", "x", "y")
                .publish(event("post"))
                .pass(TURN);
    }

    private void crowd(int people) {
        IntStream.range(0, people).mapToObj("p%02d"::formatted).forEach(id -> fanfare.person(id)
                .member(id, "team"));
    }

    private static Recipient.Builder at(String id, String address) {
        return Recipient.newBuilder().setId(id).setEmail(List.of(address));
    }
}
