package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.CapRule;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.DigestRule;
import dev.fanfare.schemas.PushAddress;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.SameRule;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Step;
import dev.fanfare.schemas.Words;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Push, else a text message: where there will be no push, nobody waits for it.
class LeftOutStepsTest {

    private static final Duration TEN = Duration.ofMinutes(10);

    private final FanoutScenario fanfare = new FanoutScenario()
            .template("words", "s", "t")
            .person(Recipient.newBuilder()
                    .setId("ada")
                    .setPhone(List.of("+441"))
                    .setPush(List.of(new PushAddress("fcm", "token", null, null))));

    @Test
    void a_push_that_cannot_be_made_is_a_text_message_at_once() {
        fanfare.template("words", noPush()).rule(phoneElseText()).publish(event("post"));
        assertThat(states()).containsExactlyInAnyOrder("PUSH DEAD", "SMS QUEUED");
        assertThat(fanfare.told(Channel.SMS)).containsExactly("ada");
        fanfare.pass(TEN);
        assertThat(fanfare.told(Channel.SMS)).isEmpty();
    }

    @Test
    void a_push_over_the_cap_is_a_text_message_at_once() {
        fanfare.rule(phoneElseText().setCap(new CapRule(1, "PT1H", "skip", Channel.PUSH)));
        fanfare.publish(event("post").setId("1"));
        assertThat(states()).containsExactly("PUSH QUEUED", "SMS HELD");
        fanfare.publish(event("post").setId("2"));
        assertThat(states()).endsWith("PUSH SKIPPED", "SMS QUEUED");
        assertThat(fanfare.told(Channel.SMS)).containsExactly("ada");
    }

    @Test
    void what_could_not_be_made_at_all_was_not_told_the_same() {
        fanfare.template("words", "{{#open}}", "t");
        fanfare.rule(phoneElseText().setSame(new SameRule("k", "PT1H")));
        fanfare.publish(event("post").setId("1"));
        assertThat(states()).containsExactlyInAnyOrder("PUSH DEAD", "SMS DEAD");
        fanfare.template("words", "s", "t").publish(event("post").setId("2"));
        assertThat(states()).endsWith("PUSH QUEUED", "SMS HELD");
    }

    @Test
    void a_rule_with_steps_digests_nothing_however_it_was_written() {
        fanfare.rule(phoneElseText()
                .setDigest(DigestRule.newBuilder().setWindow("PT1H").build()));
        fanfare.publish(event("post"));
        assertThat(states()).containsExactly("PUSH QUEUED", "SMS HELD");
    }

    private List<String> states() {
        return fanfare.chunks().stream()
                .flatMap(chunk -> chunk.getEntries().stream())
                .map(LeftOutStepsTest::state)
                .toList();
    }

    private static String state(ChunkEntry entry) {
        State state = entry.getState();
        return entry.getChannel() + " " + state;
    }

    /// A push has an icon; a text message has none.
    private static Map<String, Words> noPush() {
        return Map.of("en", new Words("s", "t", null, null, null, "{{#open}}"));
    }

    private static Rule.Builder phoneElseText() {
        return ruleFor("post")
                .setRecipients("ada")
                .setChannels(List.of(Channel.PUSH, Channel.SMS))
                .setSteps(List.of(
                        new Step(null, null, List.of(Channel.PUSH)),
                        new Step("PT10M", "delivered", List.of(Channel.SMS))));
    }

    @AfterEach
    void close() {
        fanfare.close();
    }
}
