package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.keyOf;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.CapRule;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DigestRule;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An event that no digest takes is told as if its rule had none: the other rules of time concern it.
class TooLargeForDigestTest {

    private final FanoutScenario fanfare =
            new FanoutScenario().template("words", "s", "t").person("ada");

    @Test
    void it_waits_in_quiet_hours() {
        fanfare.rule(rule()).quiet("ada", "12:00", "14:00").publish(large("1"));
        assertThat(told()).isEmpty();
        assertThat(entries()).extracting(ChunkEntry::getReason).containsExactly(Reason.QUIET);
        fanfare.pass(Duration.ofHours(2));
        assertThat(told()).containsExactly(keyOf(large("1")));
    }

    @Test
    void it_is_dropped_in_quiet_hours_where_the_rule_drops() {
        fanfare.rule(rule().setQuiet("drop"))
                .quiet("ada", "12:00", "14:00")
                .publish(large("1"))
                .pass(Duration.ofHours(3));
        assertThat(told()).isEmpty();
        assertThat(entries()).extracting(ChunkEntry::getReason).containsExactly(Reason.QUIET);
    }

    @Test
    void over_the_cap_it_is_left_out() {
        fanfare.rule(rule().setCap(new CapRule(1, "PT1H", "digest", null)))
                .publish(large("1"))
                .publish(large("2"))
                .publish(event("post").setId("3").setRecipients(List.of("ada")));
        assertThat(entries()).extracting(ChunkEntry::getState).containsExactly(State.QUEUED, State.SKIPPED, State.HELD);
        assertThat(entries().get(1).getReason()).isEqualTo(Reason.CAPPED);
    }

    private List<ChunkEntry> entries() {
        return fanfare.chunks().stream()
                .flatMap(chunk -> chunk.getEntries().stream())
                .toList();
    }

    private List<String> told() {
        return fanfare.deliveries(Channel.EMAIL, Lane.STANDARD).stream()
                .map(Delivery::getEvent)
                .toList();
    }

    private static Event.Builder large(String id) {
        return event("post")
                .setId(id)
                .setRecipients(List.of("ada"))
                .setData("{\"text\": \"" + "x".repeat(17_000) + "\"}");
    }

    private static Rule.Builder rule() {
        return ruleFor("post")
                .setChannels(List.of(Channel.EMAIL))
                .setDigest(DigestRule.newBuilder().setWindow("PT10M").build());
    }

    @AfterEach
    void close() {
        fanfare.close();
    }
}
