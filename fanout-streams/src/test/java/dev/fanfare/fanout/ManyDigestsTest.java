package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.DigestRule;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Many large digests that are due at once, and digests of an event that comes again.
class ManyDigestsTest {

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int MANY = 40;

    private final FanoutScenario fanfare = new FanoutScenario().template("words", "s", "{{count}}");

    @Test
    void a_look_sends_so_many_bytes_and_the_next_one_goes_on() {
        List<String> people = IntStream.range(0, MANY).mapToObj(n -> "p" + n).toList();
        people.forEach(fanfare::person);
        fanfare.rule(rule());
        String text = "{\"text\": \"" + "x".repeat(15_000) + "\"}";
        for (int n = 0; n < 10; n++) {
            fanfare.publish(event("post").setId("e" + n).setRecipients(people).setData(text));
        }
        fanfare.work().pass(WINDOW);
        int first = fanfare.told(Channel.EMAIL).size();
        assertThat(first).isBetween(5, 10);
        assertThat(fanfare.work().told(Channel.EMAIL)).hasSize(MANY - first);
    }

    @Test
    void an_event_that_comes_again_after_it_was_forgotten_is_in_another_digest() {
        fanfare.person("ada").rule(rule());
        var post = event("post").setRecipients(List.of("ada"));
        fanfare.publish(post).pass(WINDOW);
        fanfare.pass(Duration.ofDays(8)).command(CommandKind.FORGET, FanoutScenario.keyOf(post), FanoutScenario.START);
        fanfare.publish(post).pass(WINDOW);
        assertThat(fanfare.chunks().stream()
                        .flatMap(chunk -> chunk.getEntries().stream())
                        .map(ChunkEntry::getDigest)
                        .distinct())
                .hasSize(2);
    }

    private static dev.fanfare.schemas.Rule.Builder rule() {
        return ruleFor("post")
                .setChannels(List.of(Channel.EMAIL))
                .setDigest(DigestRule.newBuilder().setWindow("PT10M").build());
    }

    @AfterEach
    void close() {
        fanfare.close();
    }
}
