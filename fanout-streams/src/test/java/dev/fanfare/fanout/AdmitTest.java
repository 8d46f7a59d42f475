package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What becomes of an event that comes in.
class AdmitTest {

    private FanoutScenario fanfare = new FanoutScenario();

    @AfterEach
    void stop() {
        fanfare.close();
    }

    @Test
    @DisplayName("S2-37 an event that comes again is not told again")
    void a_repeat_changes_nothing() {
        fanfare.rule(ruleFor("post").setRecipients("ada"))
                .template("words", "x", "y")
                .person("ada");
        fanfare.publish(event("post"))
                .publish(event("post"))
                .publish(event("post").setData("{\"other\":1}"));

        assertThat(fanfare.told(Channel.IN_APP)).containsExactly("ada");
        assertThat(fanfare.heads()).hasSize(1);
    }

    @Test
    @DisplayName("S1-40 what has expired is not sent")
    void an_expired_event_is_told_to_nobody() {
        fanfare.rule(ruleFor("sale").setRecipients("ada").setTtl("PT2H"))
                .template("words", "x", "y")
                .person("ada");
        fanfare.publish(event("sale").setExpiresAt(FanoutScenario.START.minusMillis(1)));

        assertThat(fanfare.heads()).extracting("admission").containsExactly(Admission.EXPIRED);
        assertThat(fanfare.told(Channel.IN_APP)).isEmpty();
    }

    @Test
    void a_rule_that_comes_within_five_seconds_is_in_time() {
        fanfare.template("words", "x", "y").person("ada").publish(event("post"));
        fanfare.pass(Duration.ofSeconds(2))
                .rule(ruleFor("post").setRecipients("ada"))
                .pass(Duration.ofSeconds(1));

        assertThat(fanfare.told(Channel.IN_APP)).containsExactly("ada");
        assertThat(fanfare.refused()).isEmpty();
    }

    @Test
    @DisplayName("S0-08 S2-12 an event without a rule is refused with the reason, and may come again")
    void an_event_without_a_rule_ends_unmatched() {
        fanfare.publish(event("nothing"));
        fanfare.pass(Duration.ofSeconds(6));

        assertThat(fanfare.heads()).extracting("admission").containsExactly(Admission.WAITING, Admission.UNMATCHED);
        assertThat(fanfare.refused()).singleElement().satisfies(record -> assertThat(
                        RecordHeaders.get(record.headers(), RecordHeaders.REASON))
                .hasValue("no-rule: no rule for nothing"));

        fanfare.rule(ruleFor("nothing").setRecipients("ada"))
                .template("words", "x", "y")
                .person("ada");
        fanfare.publish(event("nothing"));
        assertThat(fanfare.told(Channel.IN_APP)).containsExactly("ada");
    }

    @Test
    @DisplayName("S0-15 a record that cannot be read stops nothing")
    void bytes_that_cannot_be_read_are_set_aside() {
        fanfare.rule(ruleFor("post").setRecipients("ada"))
                .template("words", "x", "y")
                .person("ada");
        byte[] junk = {9, 9, 9};
        fanfare.raw(fanfare.topics.events(Lane.EXPRESS), "k", junk)
                .raw(fanfare.topics.events(Lane.STANDARD), "k", null)
                .raw(fanfare.topics.slices(Lane.STANDARD), "k", junk)
                .raw(fanfare.topics.recipients(), "k", junk)
                .raw(fanfare.topics.preferences(), "k", junk)
                .raw(fanfare.topics.memberships(), "k", junk)
                .raw(fanfare.topics.rules(), "post", junk)
                .raw(fanfare.topics.templates(), "words", junk)
                .publish(event("post"));

        assertThat(fanfare.told(Channel.IN_APP)).containsExactly("ada");
        assertThat(fanfare.refused()).hasSize(3).first().satisfies(record -> {
            assertThat(record.value()).isEqualTo(junk);
            assertThat(RecordHeaders.get(record.headers(), RecordHeaders.ORIGIN))
                    .hasValue("fanfare.events.express-0@0");
        });
    }

    @Test
    void an_event_with_a_title_needs_no_rule() {
        fanfare.person("ada")
                .publish(event("any")
                        .setRecipients(List.of("ada"))
                        .setTitle("Look")
                        .setBody("here")
                        .setChannels(List.of(Channel.IN_APP)));

        Delivery told = fanfare.deliveries(Channel.IN_APP, Lane.STANDARD).getFirst();
        assertThat(told.getTitle()).isEqualTo("Look");
        assertThat(told.getBody()).isEqualTo("here");
    }

    @Test
    void a_rule_whose_template_is_gone_fails_the_event() {
        fanfare.rule(ruleFor("post").setRecipients("ada")).publish(event("post"));

        assertThat(fanfare.heads()).singleElement().satisfies(head -> {
            assertThat(head.getAdmission()).isEqualTo(Admission.FAILED);
            assertThat(head.getReason()).isEqualTo(Reason.NO_TEMPLATE);
        });
    }

    @Test
    @DisplayName("S1-42 a trace goes through to the delivery, even where the rule was waited for")
    void a_trace_goes_along() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        fanfare.template("words", "x", "y").person("ada").publish(event("post"), trace);
        fanfare.rule(ruleFor("post").setRecipients("ada")).pass(Duration.ofSeconds(1));

        assertThat(fanfare.headers(Channel.IN_APP, Lane.STANDARD))
                .singleElement()
                .satisfies(headers -> assertThat(RecordHeaders.get(headers, RecordHeaders.TRACEPARENT))
                        .hasValue(trace));
    }

    private static String reason(ChunkEntry entry) {
        return entry.getRecipient() + " " + entry.getState() + " " + entry.getReason();
    }
}
