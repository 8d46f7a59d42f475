package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// In which order, and by which lane, the people of an event are met.
class WalkTest {

    private FanoutScenario fanfare = new FanoutScenario();

    @AfterEach
    void stop() {
        fanfare.close();
    }

    @Test
    @DisplayName("S1-13 four priorities take three lanes")
    void a_priority_chooses_the_lane() {
        fanfare.rule(ruleFor("post").setRecipients("ada"))
                .template("words", "x", "y")
                .person("ada");
        for (Priority priority : Priority.values()) {
            fanfare.publish(event("post").setId(priority.name()).setPriority(priority));
        }

        assertThat(fanfare.deliveries(Channel.IN_APP, Lane.EXPRESS))
                .extracting(Delivery::getPriority)
                .containsExactlyInAnyOrder(Priority.URGENT, Priority.HIGH);
        assertThat(fanfare.deliveries(Channel.IN_APP, Lane.STANDARD))
                .extracting(Delivery::getPriority)
                .containsExactly(Priority.NORMAL);
        assertThat(fanfare.deliveries(Channel.IN_APP, Lane.BULK))
                .extracting(Delivery::getPriority)
                .containsExactly(Priority.LOW);
    }

    @Test
    @DisplayName("S3-06 a large audience is walked in chunks that together meet everyone once")
    void a_large_audience_is_walked_in_chunks_that_together_meet_everyone_once() {
        crowd(95, "all");
        fanfare.rule(ruleFor("post").setAudiences(List.of("all")))
                .template("words", "x", "y")
                .publish(event("post"));
        fanfare.untilExpanded();

        assertThat(fanfare.chunks()).hasSize(10);
        assertThat(fanfare.chunks()).filteredOn(Chunk::getLast).hasSize(1);
        assertThat(fanfare.chunks().stream().mapToLong(Chunk::getRecipients).sum())
                .isEqualTo(95);
        assertThat(fanfare.told(Channel.IN_APP))
                .hasSize(95)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void an_event_to_many_goes_by_the_bulk_lane() {
        fanfare.close();
        fanfare = new FanoutScenario(new FanoutSettings(10, 20, 1, Duration.ofSeconds(60)));
        crowd(30, "all");
        fanfare.rule(ruleFor("post").setAudiences(List.of("all")))
                .template("words", "x", "y")
                .publish(event("post"));
        fanfare.untilExpanded();

        assertThat(fanfare.deliveries(Channel.IN_APP, Lane.BULK)).hasSize(30);
    }

    @Test
    @DisplayName("S0-31 S2-36 an urgent event overtakes a broadcast between two chunks")
    void urgent_goes_first() {
        crowd(200, "all");
        fanfare.rule(ruleFor("post").setAudiences(List.of("all")))
                .template("words", "x", "y")
                .publish(event("post"));
        fanfare.pass(Duration.ofMillis(3));
        fanfare.publish(event("post")
                .setId("2")
                .setPriority(Priority.URGENT)
                .setAudiences(List.of())
                .setRecipients(List.of("p07")));

        assertThat(fanfare.deliveries(Channel.IN_APP, Lane.EXPRESS))
                .extracting(Delivery::getRecipient)
                .containsExactly("p07");
        assertThat(fanfare.told(Channel.IN_APP)).hasSizeLessThan(200);
    }

    @Test
    void a_person_who_moves_between_two_audiences_during_the_walk_is_told_once() {
        crowd(50, "a");
        fanfare.rule(ruleFor("post").setAudiences(List.of("a", "b")))
                .template("words", "x", "y")
                .publish(event("post"));
        fanfare.pass(Duration.ofMillis(1));
        fanfare.person("p01", "b").person("p49", "b");
        fanfare.untilExpanded();

        assertThat(fanfare.told(Channel.IN_APP)).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void a_broadcast_to_everyone_goes_by_the_bulk_lane_from_its_first_person_on() {
        stop();
        fanfare = new FanoutScenario(new FanoutSettings(10, 3, 1, Duration.ofSeconds(60)));
        fanfare.rule(ruleFor("post").setAudiences(List.of("everyone"))).template("words", "x", "y");
        IntStream.range(0, 4).forEach(n -> fanfare.person("person-" + n));
        fanfare.publish(event("post")).untilExpanded();

        assertThat(fanfare.deliveries(Channel.IN_APP, Lane.BULK)).hasSize(4);
    }

    private void crowd(int people, String audience) {
        IntStream.range(0, people).forEach(n -> fanfare.person("p%02d".formatted(n), audience));
    }
}
