package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static dev.fanfare.fanout.FanoutScenario.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Bury;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.WebhookAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is too much ends with its reason, and everything else goes on.
class LimitsTest {

    private FanoutScenario fanfare = new FanoutScenario();

    @AfterEach
    void stop() {
        fanfare.close();
    }

    @Test
    void words_that_are_too_large_end_dead_for_that_person_only() {
        fanfare.rule(ruleFor("post").setRecipients("ada,alan"))
                .template(
                        "words",
                        Map.of(
                                "en",
                                        words(
                                                "x",
                                                "{{#data.l}}{{#data.l}}{{#data.l}}0123456789{{/data.l}}{{/data.l}}{{/data.l}}"),
                                "de", words("x", "y")))
                .person("ada")
                .person(Recipient.newBuilder().setId("alan").setLocale("de"))
                .publish(event("post")
                        .setData("{\"l\":" + IntStream.range(0, 100).boxed().toList() + "}"));

        assertThat(reasons()).containsExactly("ada DEAD TOO_LARGE", "alan QUEUED null");
    }

    @Test
    void what_ends_dead_before_any_call_stands_among_the_channels_dead_letters() {
        String data = "{\"l\":" + IntStream.range(0, 100).boxed().toList() + "}";
        fanfare.rule(ruleFor("post")
                        .setChannels(List.of(Channel.EMAIL, Channel.WEBHOOK, Channel.IN_APP))
                        .setRecipients("ada"))
                .template("words", "x", "{{#data.l}}{{#data.l}}{{#data.l}}0123456789{{/data.l}}{{/data.l}}{{/data.l}}")
                .person(Recipient.newBuilder()
                        .setId("ada")
                        .setEmail(List.of("ada@example.org"))
                        .setWebhook(List.of(new WebhookAddress("https://example.org/hook", List.of("whsec_x")))))
                .publish(event("post").setData(data));

        assertThat(reasons()).containsOnly("ada DEAD TOO_LARGE").hasSize(3);
        assertThat(fanfare.deadLetters(Channel.WEBHOOK)).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(Reason.TOO_LARGE);
            assertThat(letter.getError()).isNotBlank();
            assertThat(letter.getAttempts()).isZero();
            assertThat(letter.getDelivery().getAddress()).isEqualTo("https://example.org/hook");
            assertThat(letter.getDelivery().getData()).isEqualTo(data);
            assertThat(letter.getDelivery().getBody()).isEmpty();
        });
        assertThat(fanfare.deadLetters(Channel.EMAIL)).singleElement().satisfies(letter -> assertThat(
                        fanfare.chunks().getFirst().getEntries())
                .extracting(ChunkEntry::getDelivery)
                .contains(letter.getDelivery().getId()));
    }

    @Test
    void an_event_that_names_too_many_audiences_or_no_time_fails_with_the_reason() {
        fanfare.template("words", "x", "y");
        fanfare.publish(event("any")
                .setId("many")
                .setTemplate("words")
                .setAudiences(IntStream.range(0, 101).mapToObj(n -> "a" + n).toList()));
        fanfare.publish(event("any")
                .setId("later")
                .setTemplate("words")
                .setAudiences(List.of("a"))
                .setSendAt("at nine"));

        assertThat(fanfare.heads()).extracting("reason").containsExactly(Reason.TOO_LARGE, Reason.UNSUPPORTED);
    }

    @Test
    void an_event_larger_than_kafka_takes_back_is_cut_and_told_of() {
        byte[] large = new byte[2_000_000];
        fanfare.raw(fanfare.topics.events(Lane.STANDARD), "k", large);

        assertThat(fanfare.refused()).singleElement().satisfies(record -> {
            assertThat(record.value()).hasSize(Bury.VALUE_MOST);
            assertThat(RecordHeaders.get(record.headers(), RecordHeaders.LENGTH))
                    .hasValue("2000000");
        });
    }

    private List<String> reasons() {
        return fanfare.chunks().stream()
                .flatMap(chunk -> chunk.getEntries().stream())
                .map(LimitsTest::reason)
                .toList();
    }

    private static String reason(ChunkEntry entry) {
        return entry.getRecipient() + " " + entry.getState() + " " + entry.getReason();
    }
}
