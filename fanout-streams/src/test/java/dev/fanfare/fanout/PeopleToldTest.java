package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.WebhookAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Who is told of an event, at which addresses, and who is not.
class PeopleToldTest {

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
    @DisplayName("S4-04 a person in several audiences who is named as well is told once")
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
    @DisplayName("S0-09 S1-05 S3-14 who cannot be told is skipped with the reason")
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

    private List<String> reasons() {
        return fanfare.chunks().stream()
                .flatMap(chunk -> chunk.getEntries().stream())
                .map(PeopleToldTest::reason)
                .toList();
    }

    private static String reason(ChunkEntry entry) {
        return entry.getRecipient() + " " + entry.getState() + " " + entry.getReason();
    }
}
