package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.fanout.retry.Retries;
import dev.fanfare.schemas.CapRule;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.SameRule;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is told once within an hour, or twice at most.
class LimitedTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final FanoutScenario fanfare =
            new FanoutScenario().template("words", "s", "t").person("ada").person("alan");
    private int published;

    @Test
    void what_is_the_same_is_told_once_within_its_time_and_again_at_its_end() {
        fanfare.rule(once());
        publish("a");
        fanfare.pass(HOUR.minusMillis(1));
        publish("a");
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
        assertThat(reasons()).containsExactly(null, Reason.SAME);
        fanfare.pass(Duration.ofMillis(1));
        publish("a");
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
    }

    @Test
    void what_differs_and_what_has_no_key_is_told_each_time() {
        fanfare.rule(once());
        publish("a");
        publish("b");
        publish("");
        publish("");
        assertThat(fanfare.told(Channel.EMAIL)).hasSize(4);
    }

    @Test
    void others_were_not_told_the_same() {
        fanfare.rule(once());
        publish("a");
        fanfare.rule(once().setRecipients("alan,ada"));
        publish("a");
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada", "alan");
    }

    @Test
    void who_was_told_nothing_was_not_told_the_same() {
        fanfare.mute("ada", "post").rule(once());
        publish("a");
        fanfare.unmute("ada");
        publish("a");
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
    }

    @Test
    void at_most_two_in_any_hour_and_the_third_when_the_first_is_an_hour_old() {
        fanfare.rule(twice(null));
        publish("a");
        fanfare.pass(Duration.ofMinutes(30));
        publish("b");
        fanfare.pass(Duration.ofMinutes(30).minusMillis(1));
        publish("c");
        assertThat(fanfare.told(Channel.EMAIL)).hasSize(2);
        assertThat(reasons()).containsExactly(null, null, Reason.CAPPED);
        fanfare.pass(Duration.ofMillis(1));
        publish("d");
        assertThat(fanfare.told(Channel.EMAIL)).hasSize(1);
        publish("e");
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        fanfare.pass(Duration.ofMinutes(30));
        publish("f");
        assertThat(fanfare.told(Channel.EMAIL)).hasSize(1);
    }

    @Test
    void an_event_counts_once_on_however_many_channels() {
        fanfare.rule(twice(null).setChannels(List.of(Channel.EMAIL, Channel.IN_APP)));
        publish("a");
        publish("b");
        publish("c");
        assertThat(fanfare.told(Channel.EMAIL)).hasSize(2);
        assertThat(fanfare.told(Channel.IN_APP)).hasSize(2);
    }

    @Test
    void on_a_channel_all_types_that_cap_it_count_together_and_other_channels_do_not() {
        fanfare.rule(twice(Channel.EMAIL).setChannels(List.of(Channel.EMAIL, Channel.IN_APP)))
                .rule(twice(Channel.EMAIL).setType("reply"));
        publish("a");
        fanfare.publish(event("reply").setId("r1"));
        publish("b");
        fanfare.publish(event("reply").setId("r2"));
        assertThat(fanfare.told(Channel.EMAIL)).hasSize(2);
        assertThat(fanfare.told(Channel.IN_APP)).hasSize(2);
    }

    @Test
    void urgent_and_mandatory_pass_caps_and_count_for_none() {
        fanfare.rule(twice(null).setPriority(Priority.URGENT));
        publish("a");
        publish("b");
        publish("c");
        fanfare.rule(twice(null).setMandatory(true));
        publish("d");
        assertThat(fanfare.told(Channel.EMAIL)).hasSize(4);
        fanfare.rule(twice(null));
        publish("e");
        assertThat(fanfare.told(Channel.EMAIL)).hasSize(1);
    }

    @Test
    void urgent_is_told_once_as_well() {
        fanfare.rule(once().setPriority(Priority.URGENT));
        publish("a");
        publish("a");
        assertThat(fanfare.told(Channel.EMAIL)).hasSize(1);
    }

    @Test
    void urgent_is_told_although_the_same_is_held_until_later() {
        fanfare.quiet("ada", "11:00", "13:00").rule(once());
        publish("a");
        fanfare.rule(once().setPriority(Priority.URGENT));
        publish("a");
        assertThat(states()).containsExactly(State.HELD, State.QUEUED);
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada");
        publish("a");
        assertThat(reasons()).endsWith(Reason.SAME);
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
    }

    @Test
    void what_is_held_counts_for_the_time_at_which_it_is_told() {
        fanfare.quiet("ada", "11:00", "13:00").rule(twice(null));
        publish("a");
        publish("b");
        publish("c");
        assertThat(states()).containsExactly(State.HELD, State.HELD, State.SKIPPED);
        fanfare.pass(HOUR);
        assertThat(fanfare.told(Channel.EMAIL)).hasSize(2);
        fanfare.pass(HOUR.minusMillis(1));
        publish("d");
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        fanfare.pass(Duration.ofMillis(1));
        publish("e");
        assertThat(fanfare.told(Channel.EMAIL)).hasSize(1);
    }

    @Test
    void what_depends_on_nothing_any_more_is_forgotten() {
        fanfare.rule(once());
        for (int n = 0; n < 100; n++) {
            publish("k" + n);
            fanfare.pass(Duration.ofMinutes(2));
        }
        long told = fanfare.storedKeys(Retries.STORE).stream()
                .filter(key -> key.startsWith("C"))
                .count();
        assertThat(told).isBetween(29L, 32L);
    }

    @Test
    void who_is_erased_leaves_nothing_behind() {
        fanfare.rule(twice(null).setSame(new SameRule("{{data.key}}", "PT1H")));
        publish("a");
        fanfare.pass(Duration.ofMinutes(1)).erase("ada");
        assertThat(fanfare.storedKeys(Retries.STORE)).noneMatch(key -> key.contains("ada\n"));
    }

    private void publish(String key) {
        fanfare.publish(event("post").setId("e" + published++).setData("{\"key\":\"" + key + "\"}"));
    }

    private static Rule.Builder once() {
        return rule().setSame(new SameRule("{{data.key}}", "PT1H"));
    }

    private static Rule.Builder twice(@org.jspecify.annotations.Nullable Channel channel) {
        return rule().setCap(new CapRule(2, "PT1H", "skip", channel));
    }

    private static Rule.Builder rule() {
        return ruleFor("post").setChannels(List.of(Channel.EMAIL)).setRecipients("ada");
    }

    private List<Reason> reasons() {
        return entries().stream().map(ChunkEntry::getReason).toList();
    }

    private List<State> states() {
        return entries().stream().map(ChunkEntry::getState).toList();
    }

    private List<ChunkEntry> entries() {
        return fanfare.chunks().stream()
                .flatMap(chunk -> chunk.getEntries().stream())
                .toList();
    }

    @AfterEach
    void close() {
        fanfare.close();
    }
}
