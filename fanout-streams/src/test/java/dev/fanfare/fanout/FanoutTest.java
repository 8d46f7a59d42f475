package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static dev.fanfare.fanout.FanoutScenario.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.Bury;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.WebhookAddress;
import dev.fanfare.schemas.Words;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FanoutTest {

    private FanoutScenario fanfare = new FanoutScenario();

    @AfterEach
    void stop() {
        fanfare.close();
    }

    @Test
    @DisplayName("S0-17 everyone in a group is told")
    void everyone_in_the_rules_audience_is_told() {
        fanfare.rule(ruleFor("post").setAudiences(List.of("community:{{data.community}}")))
                .template("words", "New post", "{{data.text}}")
                .person("ada", "community:42")
                .person("alan", "community:42")
                .person("grace", "community:7")
                .publish(event("post").setData("{\"community\":42,\"text\":\"Hi\"}"));

        List<Delivery> told = fanfare.deliveries(Channel.IN_APP, Lane.STANDARD);
        assertThat(told).extracting(Delivery::getRecipient).containsExactly("ada", "alan");
        assertThat(told).allSatisfy(delivery -> {
            assertThat(delivery.getTitle()).isEqualTo("New post");
            assertThat(delivery.getBody()).isEqualTo("Hi");
        });
    }

    @Test
    void a_person_in_several_audiences_who_is_named_as_well_is_told_once() {
        fanfare.rule(ruleFor("post").setAudiences(List.of("a", "b", "everyone")).setRecipients("ada,ada\nalan"))
                .template("words", "x", "y")
                .person("ada", "a", "b")
                .person("alan", "b")
                .person("grace")
                .publish(event("post"));

        assertThat(fanfare.told(Channel.IN_APP)).containsExactly("ada", "alan", "grace");
    }

    @Test
    @DisplayName("S2-10 the sender is left out, and so are exceptions; both with a reason")
    void the_actor_and_exceptions_are_left_out() {
        fanfare.rule(ruleFor("post").setAudiences(List.of("a")).setExcept("{{data.author}}"))
                .template("words", "x", "y")
                .person("ada", "a")
                .person("alan", "a")
                .person("grace", "a")
                .publish(event("post").setActor("ada").setData("{\"author\":\"alan\"}"));

        assertThat(fanfare.told(Channel.IN_APP)).containsExactly("grace");
        assertThat(reasons()).containsExactly("ada SKIPPED ACTOR", "alan SKIPPED EXCEPTED", "grace QUEUED null");
    }

    @Test
    @DisplayName("S0-09 S3-14 who cannot be told is skipped with the reason")
    void what_is_not_sent_has_a_reason() {
        fanfare.rule(ruleFor("news.tech").setChannels(List.of(Channel.EMAIL)).setRecipients("ada,alan,grace,nobody"))
                .template("words", "x", "y")
                .person("ada")
                .person(Recipient.newBuilder().setId("alan"))
                .person("grace")
                .mute("grace", "email:news.*")
                .publish(event("news.tech"));

        assertThat(reasons())
                .containsExactly(
                        "ada QUEUED null",
                        "alan SKIPPED NO_ADDRESS",
                        "grace SKIPPED MUTED",
                        "nobody SKIPPED UNKNOWN_RECIPIENT");
    }

    @Test
    void mandatory_passes_mutes() {
        fanfare.rule(ruleFor("alert").setRecipients("ada").setMandatory(true))
                .template("words", "x", "y")
                .person("ada")
                .mute("ada", "*")
                .publish(event("alert"));

        assertThat(fanfare.told(Channel.IN_APP)).containsExactly("ada");
    }

    @Test
    void each_address_is_a_delivery_of_its_own() {
        fanfare.rule(ruleFor("post")
                        .setChannels(List.of(Channel.EMAIL, Channel.WEBHOOK))
                        .setRecipients("ada"))
                .template("words", "x", "y")
                .person(Recipient.newBuilder()
                        .setId("ada")
                        .setEmail(List.of("a@example.org", "b@example.org", "a@example.org"))
                        .setWebhook(List.of(new WebhookAddress("https://example.org/hook", List.of("whsec_x")))))
                .publish(event("post"));

        assertThat(fanfare.deliveries(Channel.EMAIL, Lane.STANDARD))
                .extracting(Delivery::getAddress)
                .containsExactly("a@example.org", "b@example.org");
        assertThat(fanfare.deliveries(Channel.WEBHOOK, Lane.STANDARD))
                .singleElement()
                .satisfies(hook -> assertThat(hook.getSecrets()).containsExactly("whsec_x"));
    }

    @Test
    void a_mail_address_may_be_named_without_a_profile_and_has_no_inbox() {
        fanfare.template("words", "x", "y")
                .publish(event("any")
                        .setRecipients(List.of("mailto:ada@example.org"))
                        .setTemplate("words")
                        .setChannels(List.of(Channel.EMAIL, Channel.IN_APP)));

        assertThat(fanfare.deliveries(Channel.EMAIL, Lane.STANDARD))
                .extracting(Delivery::getAddress)
                .containsExactly("ada@example.org");
        assertThat(reasons())
                .containsExactly("mailto:ada@example.org QUEUED null", "mailto:ada@example.org SKIPPED NO_ADDRESS");
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
    @DisplayName("S0-11 S3-28 words come in the person's language, and name the person where they do")
    void words_fall_back_from_region_to_language_to_english() {
        fanfare.rule(ruleFor("post").setRecipients("at,de,fr,none"))
                .template(
                        "words",
                        Map.of(
                                "en", words("Hello {{recipient.id}}", "x"),
                                "de", words("Hallo {{recipient.id}}", "x")))
                .person(Recipient.newBuilder().setId("at").setLocale("de-AT"))
                .person(Recipient.newBuilder().setId("de").setLocale("DE"))
                .person(Recipient.newBuilder().setId("fr").setLocale("fr"))
                .person(Recipient.newBuilder().setId("none"))
                .publish(event("post"));

        assertThat(fanfare.deliveries(Channel.IN_APP, Lane.STANDARD))
                .extracting(Delivery::getTitle)
                .containsExactly("Hallo at", "Hallo de", "Hello fr", "Hello none");
    }

    @Test
    @DisplayName("S2-11 Unicode passes; a title cannot break a header")
    void a_title_is_one_line() {
        fanfare.rule(ruleFor("post").setRecipients("ada"))
                .template("words", "{{data.t}}", "{{data.t}}")
                .person("ada")
                .publish(event("post").setData("{\"t\":\"Hi 🎉\\r\\nBcc: all@example.org\"}"));

        Delivery told = fanfare.deliveries(Channel.IN_APP, Lane.STANDARD).getFirst();
        assertThat(told.getTitle()).isEqualTo("Hi 🎉 Bcc: all@example.org");
        assertThat(told.getBody()).isEqualTo("Hi 🎉\r\nBcc: all@example.org");
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
        fanfare = new FanoutScenario(new FanoutSettings(10, 20, 1));
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
    void a_person_is_a_member_while_the_profile_or_a_call_says_so() {
        fanfare.rule(ruleFor("post").setAudiences(List.of("a"))).template("words", "x", "y");
        fanfare.person("ada", "a").member("ada", "a").person("ada");
        fanfare.publish(event("post").setId("1"));
        assertThat(fanfare.told(Channel.IN_APP)).containsExactly("ada");

        fanfare.leaves("ada", "a").publish(event("post").setId("2"));
        assertThat(fanfare.told(Channel.IN_APP)).isEmpty();

        fanfare.member("ada", "a").erase("ada").publish(event("post").setId("3"));
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
    void a_number_that_would_fill_the_memory_is_written_with_its_exponent() {
        fanfare.rule(ruleFor("post").setRecipients("ada"))
                .template("words", "{{data.n}}", "x")
                .person("ada")
                .publish(event("post").setData("{\"n\":1e1000000000}"));

        assertThat(fanfare.deliveries(Channel.IN_APP, Lane.STANDARD))
                .extracting(Delivery::getTitle)
                .containsExactly("1E+1000000000");
    }

    @Test
    void an_event_that_names_too_many_audiences_or_what_is_not_there_yet_fails_with_the_reason() {
        fanfare.template("words", "x", "y");
        fanfare.publish(event("any")
                .setId("many")
                .setTemplate("words")
                .setAudiences(IntStream.range(0, 101).mapToObj(n -> "a" + n).toList()));
        fanfare.publish(event("any")
                .setId("later")
                .setTemplate("words")
                .setAudiences(List.of("a"))
                .setSendAt("2027-01-01T09:00"));
        fanfare.publish(event("any")
                .setId("sms")
                .setTemplate("words")
                .setAudiences(List.of("a"))
                .setChannels(List.of(Channel.SMS)));

        assertThat(fanfare.heads())
                .extracting("reason")
                .containsExactly(Reason.TOO_LARGE, Reason.UNSUPPORTED, Reason.UNSUPPORTED);
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

    @Test
    void the_same_address_twice_is_one_delivery_whatever_its_secrets() {
        fanfare.rule(ruleFor("post").setChannels(List.of(Channel.WEBHOOK)).setRecipients("ada"))
                .template("words", "x", "y")
                .person(Recipient.newBuilder()
                        .setId("ada")
                        .setWebhook(List.of(
                                new WebhookAddress("https://example.org", List.of("whsec_a")),
                                new WebhookAddress("https://example.org", List.of("whsec_b")))))
                .publish(event("post"));

        assertThat(fanfare.deliveries(Channel.WEBHOOK, Lane.STANDARD)).hasSize(1);
    }

    @Test
    void who_is_erased_leaves_the_audiences_topic_as_well() {
        fanfare.person("ada").member("ada", "a").member("ada", "b").erase("ada");

        assertThat(fanfare.deletedMemberships()).containsExactly("ada\na", "ada\nb");
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

    @Test
    void totals_count_what_was_emitted() {
        fanfare.rule(ruleFor("post")
                        .setChannels(List.of(Channel.EMAIL, Channel.IN_APP))
                        .setRecipients("ada,alan,nobody"))
                .template("words", "x", "y")
                .person("ada")
                .person("alan")
                .publish(event("post"));

        Chunk chunk = fanfare.chunks().getFirst();
        assertThat(chunk.getRecipients()).isEqualTo(3);
        assertThat(chunk.getTallies().stream()
                        .mapToLong(tally -> tally.getCount())
                        .sum())
                .isEqualTo(6);
        assertThat(chunk.getEntries()).hasSize(6);
        assertThat(chunk.getTallies().stream()
                        .filter(tally -> tally.getState() == State.QUEUED)
                        .mapToLong(tally -> tally.getCount())
                        .sum())
                .isEqualTo(4);
    }

    private void crowd(int people, String audience) {
        IntStream.range(0, people).forEach(n -> fanfare.person("p%02d".formatted(n), audience));
    }

    private List<String> reasons() {
        return fanfare.chunks().stream()
                .flatMap(chunk -> chunk.getEntries().stream())
                .map(FanoutTest::reason)
                .toList();
    }

    private static String reason(ChunkEntry entry) {
        return entry.getRecipient() + " " + entry.getState() + " " + entry.getReason();
    }

    @Test
    void an_events_data_never_makes_everyone_of_an_audience() {
        fanfare.rule(ruleFor("post").setAudiences(List.of("{{data.community}}")))
                .template("words", "x", "y")
                .person("ada")
                .publish(event("post").setData("{\"community\":\"everyone\"}"));

        assertThat(fanfare.told(Channel.IN_APP)).isEmpty();
        assertThat(fanfare.heads()).singleElement().satisfies(head -> {
            assertThat(head.getAdmission()).isEqualTo(Admission.FAILED);
            assertThat(head.getReason()).isEqualTo(Reason.REJECTED);
            assertThat(head.getError()).contains("everyone");
        });
    }

    @Test
    void a_rule_that_says_everyone_itself_means_it() {
        fanfare.rule(ruleFor("post").setAudiences(List.of("{{#data.all}}everyone{{/data.all}}")))
                .template("words", "x", "y")
                .person("ada")
                .publish(event("post").setData("{\"all\":true}"));

        assertThat(fanfare.told(Channel.IN_APP)).containsExactly("ada");
    }

    @Test
    void a_broadcast_to_everyone_goes_by_the_bulk_lane_from_its_first_person_on() {
        stop();
        fanfare = new FanoutScenario(new FanoutSettings(10, 3, 1));
        fanfare.rule(ruleFor("post").setAudiences(List.of("everyone"))).template("words", "x", "y");
        IntStream.range(0, 4).forEach(n -> fanfare.person("person-" + n));
        fanfare.publish(event("post")).untilExpanded();

        assertThat(fanfare.deliveries(Channel.IN_APP, Lane.BULK)).hasSize(4);
    }

    @Test
    void a_link_that_would_run_something_is_left_out() {
        fanfare.rule(ruleFor("post").setAudiences(List.of("a")))
                .template("words", Map.of("en", new Words("x", "y", null, null, "{{data.link}}", "/icon.png")))
                .person("ada", "a")
                .publish(event("post").setData("{\"link\":\"javascript:alert(1)\"}"));

        assertThat(fanfare.deliveries(Channel.IN_APP, Lane.STANDARD))
                .singleElement()
                .satisfies(delivery -> {
                    assertThat(delivery.getUrl()).isNull();
                    assertThat(delivery.getIcon()).isEqualTo("/icon.png");
                });
    }
}
