package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Said;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whose own words are kept for their trails.
class PersonalWordsTest {

    private static final int PEOPLE = 1_050;
    private static final int KEPT = 1_000;

    @Test
    void words_that_name_the_person_are_kept_of_the_first_thousand_only() {
        try (FanoutScenario fanfare = told("Hello {{recipient.id}}")) {
            assertThat(titles(fanfare)).hasSize(KEPT).contains("Hello p10000", "Hello p10999");
            assertThat(fanfare.chunks().stream().mapToLong(Chunk::getRecipients).sum())
                    .isEqualTo(PEOPLE);
        }
    }

    @Test
    void whoever_is_told_nothing_takes_nobodys_place() {
        try (FanoutScenario fanfare = told("Hello {{recipient.id}}", 300)) {
            assertThat(titles(fanfare)).hasSize(PEOPLE - 300).contains("Hello p10300", "Hello p11049");
        }
    }

    @Test
    void words_that_all_share_are_kept_for_everybody() {
        try (FanoutScenario fanfare = told("Hello all")) {
            assertThat(fanfare.chunks()).allSatisfy(chunk -> assertThat(chunk.getSaid())
                    .singleElement()
                    .extracting(Said::getDeliveries)
                    .isEqualTo((int) chunk.getRecipients()));
        }
    }

    private static List<String> titles(FanoutScenario fanfare) {
        return fanfare.chunks().stream()
                .flatMap(chunk -> chunk.getSaid().stream())
                .map(Said::getTitle)
                .toList();
    }

    private static FanoutScenario told(String title) {
        return told(title, 0);
    }

    /// @param nowhere so many of the first have no address
    private static FanoutScenario told(String title, int nowhere) {
        FanoutScenario fanfare = new FanoutScenario();
        fanfare.rule(ruleFor("post").setChannels(List.of(Channel.EMAIL)).setAudiences(List.of("crowd")))
                .template("words", title, "y");
        for (int n = 0; n < PEOPLE; n++) {
            fanfare.person(Recipient.newBuilder()
                    .setId("p" + (10_000 + n))
                    .setAudiences(List.of("crowd"))
                    .setEmail(n < nowhere ? List.of() : List.of("p" + n + "@example.org")));
        }
        fanfare.publish(event("post"));
        fanfare.untilExpanded();
        return fanfare;
    }
}
