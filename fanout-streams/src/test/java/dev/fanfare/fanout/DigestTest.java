package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.START;
import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.keyOf;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fanfare.schemas.CapRule;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DigestMember;
import dev.fanfare.schemas.DigestRule;
import dev.fanfare.schemas.DigestSent;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What comes within ten minutes, for one person, of one type and one key, is one message.
class DigestTest {

    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final FanoutScenario fanfare = new FanoutScenario()
            .template("words", "{{count}} new", "{{#events}}{{data.text}}.{{/events}}")
            .person("ada");

    @AfterEach
    void close() {
        fanfare.close();
    }

    @Test
    @DisplayName("S2-19 S2-38 all that comes in the window is one message at its end")
    void all_that_comes_in_the_window_is_one_message_at_its_end() {
        fanfare.rule(rule()).publish(post("1")).pass(Duration.ofMinutes(4)).publish(post("2"));
        fanfare.pass(Duration.ofMinutes(5));
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        fanfare.pass(Duration.ofMinutes(1));
        Delivery told = one(Channel.EMAIL);
        assertThat(told.getTitle()).isEqualTo("2 new");
        assertThat(told.getBody()).isEqualTo("1.2.");
        assertThat(told.getAddress()).isEqualTo("ada@example.org");
        assertThat(told.getTimestamp()).isEqualTo(START.plus(WINDOW));
        fanfare.pass(Duration.ofDays(2));
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
    }

    @Test
    void each_is_held_and_says_into_which_digest() {
        fanfare.rule(rule()).publish(post("1")).pass(Duration.ofMinutes(4)).publish(post("2"));
        List<ChunkEntry> held = entries();
        assertThat(held).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.getState()).isEqualTo(State.HELD);
            assertThat(entry.getReason()).isEqualTo(Reason.DIGESTED);
            assertThat(entry.getHeldUntil()).isEqualTo(START.plus(WINDOW));
        });
        fanfare.pass(WINDOW);
        String told = one(Channel.EMAIL).getId();
        assertThat(held).extracting(ChunkEntry::getDigest).containsOnly(told);
        DigestSent sent = only(fanfare.digests());
        assertThat(sent.getDelivery()).isEqualTo(told);
        assertThat(sent.getMembers())
                .extracting(DigestMember::getDelivery)
                .containsExactlyElementsOf(
                        held.stream().map(ChunkEntry::getDelivery).toList());
        assertThat(sent.getMembers())
                .extracting(DigestMember::getEvent)
                .containsExactly(keyOf(post("1")), keyOf(post("2")));
        assertThat(fanfare.outcomes()).isEmpty();
    }

    @Test
    void what_comes_behind_the_window_is_in_the_next() {
        fanfare.rule(rule()).publish(post("1")).pass(WINDOW).publish(post("2")).pass(WINDOW);
        assertThat(fanfare.deliveries(Channel.EMAIL, Lane.STANDARD))
                .extracting(Delivery::getBody)
                .containsExactly("1.", "2.");
    }

    @Test
    void each_person_type_and_key_has_its_own() {
        fanfare.person("alan")
                .rule(rule().setDigest(window().setBy("{{data.group}}").build()))
                .rule(rule().setType("other").setDigest(window().build()))
                .publish(post("1").setRecipients(List.of("ada", "alan")))
                .publish(post("2").setData("{\"text\": \"2\", \"group\": \"g\"}"))
                .publish(post("3").setType("other"))
                .pass(WINDOW);
        assertThat(fanfare.deliveries(Channel.EMAIL, Lane.STANDARD))
                .extracting(told -> told.getRecipient() + " " + told.getBody())
                .containsExactlyInAnyOrder("ada 1.", "alan 1.", "ada 2.", "ada 3.");
    }

    @Test
    void each_channel_has_its_message() {
        fanfare.rule(rule().setChannels(List.of(Channel.EMAIL, Channel.IN_APP)))
                .publish(post("1"))
                .publish(post("2"))
                .pass(WINDOW);
        assertThat(one(Channel.EMAIL).getBody()).isEqualTo("1.2.");
        assertThat(one(Channel.IN_APP))
                .returns("1.2.", Delivery::getBody)
                .returns("{\"count\":2,\"events\":[{\"text\": \"1\"},{\"text\": \"2\"}]}", Delivery::getData);
    }

    @Test
    void it_may_span_midnight() {
        fanfare.rule(rule().setDigest(window().setWindow("PT14H").build()))
                .publish(post("1"))
                .pass(Duration.ofHours(13))
                .publish(post("2"))
                .pass(Duration.ofMinutes(59));
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        fanfare.pass(Duration.ofMinutes(1));
        assertThat(one(Channel.EMAIL).getBody()).isEqualTo("1.2.");
    }

    @Test
    void on_a_schedule_it_goes_out_where_the_person_is() {
        fanfare.person(Recipient.newBuilder()
                        .setId("ada")
                        .setTimeZone("Asia/Kolkata")
                        .setEmail(List.of("ada@example.org")))
                .rule(rule().setDigest(DigestRule.newBuilder()
                        .setAt(List.of("08:00", "18:00"))
                        .build()))
                .publish(post("1"));
        // 17:30 in Kolkata
        fanfare.pass(Duration.ofMinutes(29));
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        fanfare.pass(Duration.ofMinutes(1)).publish(post("2"));
        assertThat(one(Channel.EMAIL).getBody()).isEqualTo("1.");
        fanfare.pass(Duration.ofHours(13));
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        fanfare.pass(Duration.ofHours(1));
        assertThat(one(Channel.EMAIL).getBody()).isEqualTo("2.");
    }

    @Test
    void a_full_one_goes_out_at_once_and_the_next_begins() {
        fanfare.rule(rule().setDigest(window().setMax(2).build()))
                .publish(post("1"))
                .publish(post("2"))
                .publish(post("3"))
                .pass(Duration.ofMillis(20));
        assertThat(one(Channel.EMAIL).getBody()).isEqualTo("1.2.");
        fanfare.pass(WINDOW);
        assertThat(one(Channel.EMAIL).getBody()).isEqualTo("3.");
        assertThat(entries().stream().map(ChunkEntry::getDigest).distinct()).hasSize(2);
    }

    @Test
    void one_that_is_full_by_bytes_goes_out_at_once_as_well() {
        String text = "x".repeat(15_000);
        fanfare.rule(rule());
        for (int n = 0; n < 14; n++) {
            fanfare.publish(post("" + n).setData("{\"text\": \"" + text + "\"}"));
        }
        fanfare.pass(Duration.ofMillis(20));
        int first = one(Channel.EMAIL).getBody().length() / text.length();
        assertThat(first).isBetween(8, 13);
        fanfare.pass(WINDOW);
        assertThat(one(Channel.EMAIL).getBody().length() / text.length()).isEqualTo(14 - first);
    }

    @Test
    void an_event_that_is_too_large_for_one_is_told_by_itself() {
        fanfare.rule(rule()).publish(post("1").setData("{\"text\": \"" + "x".repeat(17_000) + "\"}"));
        assertThat(one(Channel.EMAIL).getEvent()).isEqualTo(keyOf(post("1")));
    }

    @Test
    void fewer_than_the_rule_wants_are_told_one_by_one() {
        fanfare.rule(rule().setDigest(window().setMin(3).build()))
                .publish(post("1"))
                .publish(post("2"))
                .pass(WINDOW);
        var told = fanfare.records(Channel.EMAIL, Lane.STANDARD);
        assertThat(told)
                .extracting(record -> record.value().getEvent())
                .containsExactly(keyOf(post("1")), keyOf(post("2")));
        assertThat(told).allSatisfy(record -> {
            assertThat(record.value().getTitle()).isEqualTo("1 new");
            assertThat(RecordHeaders.number(record.headers(), RecordHeaders.HOLDS, 0))
                    .isEqualTo(1);
        });
        assertThat(fanfare.digests()).isEmpty();
        assertThat(fanfare.outcomes())
                .extracting(Outcome::getDelivery, Outcome::getState, Outcome::getHolds)
                .containsExactlyElementsOf(entries().stream()
                        .map(entry -> tuple(entry.getDelivery(), State.QUEUED, 1))
                        .toList());
    }

    @Test
    void what_is_cancelled_leaves_it_and_an_empty_one_is_not_sent() {
        fanfare.rule(rule()).publish(post("1")).publish(post("2"));
        fanfare.command(CommandKind.CANCEL, post("1")).work();
        assertThat(ends()).containsExactly("1 CANCELLED");
        fanfare.pass(WINDOW);
        assertThat(one(Channel.EMAIL).getBody()).isEqualTo("2.");

        fanfare.publish(post("3")).command(CommandKind.CANCEL, post("3")).work();
        assertThat(ends()).containsExactly("1 CANCELLED", "3 CANCELLED");
        fanfare.pass(WINDOW);
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        assertThat(storedDigests()).isZero();
    }

    @Test
    void what_has_expired_is_left_out() {
        fanfare.rule(rule())
                .publish(post("1").setExpiresAt(START.plusSeconds(60)))
                .publish(post("2"))
                .pass(WINDOW);
        assertThat(one(Channel.EMAIL).getBody()).isEqualTo("2.");
        assertThat(ends()).containsExactly("1 EXPIRED");
        assertThat(only(fanfare.digests()).getMembers()).hasSize(1);
    }

    @Test
    void who_is_erased_is_told_nothing_of_it() {
        fanfare.rule(rule())
                .publish(post("1"))
                .publish(post("2"))
                .pass(Duration.ofSeconds(1))
                .erase("ada");
        assertThat(ends()).containsExactly("1 CANCELLED", "2 CANCELLED");
        assertThat(storedDigests()).isZero();
        fanfare.pass(WINDOW);
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
    }

    @Test
    void it_was_accepted_when_its_first_was_so_that_an_erasure_behind_that_concerns_it() {
        fanfare.rule(rule()).publish(post("1")).pass(Duration.ofMinutes(4)).publish(post("2"));
        fanfare.pass(WINDOW);
        assertThat(one(Channel.EMAIL).getAcceptedAt()).isEqualTo(START);
        assertThat(only(fanfare.digests()).getAcceptedAt()).isEqualTo(START);
    }

    @Test
    void what_was_meant_for_an_address_of_before_is_in_the_message_to_the_one_of_now() {
        fanfare.rule(rule()).person(at("old@example.org")).publish(post("1"));
        fanfare.person(at("new@example.org")).publish(post("2")).pass(WINDOW);
        assertThat(one(Channel.EMAIL))
                .returns("1.2.", Delivery::getBody)
                .returns("new@example.org", Delivery::getAddress);
        assertThat(only(fanfare.digests()).getMembers())
                .extracting(DigestMember::getDelivery)
                .containsExactlyElementsOf(
                        entries().stream().map(ChunkEntry::getDelivery).toList());
        assertThat(fanfare.outcomes()).isEmpty();
    }

    @Test
    void what_was_meant_for_two_addresses_of_which_one_is_gone_is_told_at_the_other_once() {
        fanfare.rule(rule())
                .person(at("old@example.org", "new@example.org"))
                .publish(post("1"))
                .person(at("new@example.org"))
                .publish(post("2"))
                .pass(WINDOW);
        assertThat(one(Channel.EMAIL).getBody()).isEqualTo("1.2.");
        assertThat(only(fanfare.digests()).getMembers()).hasSize(2);
        assertThat(only(fanfare.outcomes()).getReason()).isEqualTo(Reason.NO_ADDRESS);
    }

    @Test
    void who_has_two_other_addresses_is_told_at_both() {
        fanfare.rule(rule())
                .person(at("a@example.org", "b@example.org"))
                .publish(post("1"))
                .person(at("c@example.org", "d@example.org"))
                .pass(WINDOW);
        assertThat(fanfare.deliveries(Channel.EMAIL, Lane.STANDARD))
                .extracting(Delivery::getAddress)
                .containsExactly("c@example.org", "d@example.org");
    }

    private static Recipient.Builder at(String... addresses) {
        return Recipient.newBuilder().setId("ada").setEmail(List.of(addresses));
    }

    @Test
    void addresses_mutes_and_suppressions_are_those_of_its_end() {
        fanfare.rule(rule().setChannels(List.of(Channel.EMAIL, Channel.SMS, Channel.IN_APP)))
                .person(Recipient.newBuilder()
                        .setId("ada")
                        .setEmail(List.of("old@example.org"))
                        .setPhone(List.of("+441")))
                .publish(post("1"));
        String digest = only(entriesOn(Channel.EMAIL)).getDigest();
        fanfare.person(Recipient.newBuilder()
                        .setId("ada")
                        .setEmail(List.of("new@example.org"))
                        .setPhone(List.of("+441")))
                .suppress("ada", Channel.SMS, "+441")
                .mute("ada", "in-app:post")
                .pass(WINDOW);
        assertThat(one(Channel.EMAIL))
                .returns("new@example.org", Delivery::getAddress)
                .returns(digest, Delivery::getId);
        assertThat(fanfare.outcomes())
                .extracting(outcome -> outcome.getChannel() + " " + outcome.getReason())
                .containsExactlyInAnyOrder("SMS SUPPRESSED", "IN_APP MUTED");
    }

    @Test
    void in_quiet_hours_it_waits_for_their_end_and_takes_what_comes() {
        fanfare.rule(rule().setChannels(List.of(Channel.EMAIL, Channel.IN_APP)))
                .quiet("ada", "12:05", "14:00")
                .publish(post("1"));
        assertThat(only(entriesOn(Channel.EMAIL)).getHeldUntil()).isEqualTo(Instant.parse("2026-01-15T14:00:00Z"));
        fanfare.pass(Duration.ofHours(1)).publish(post("2"));
        assertThat(one(Channel.IN_APP).getBody()).isEqualTo("1.");
        fanfare.pass(Duration.ofHours(1));
        assertThat(one(Channel.EMAIL).getBody()).isEqualTo("1.2.");
    }

    @Test
    void quiet_hours_that_came_later_hold_it_as_well() {
        fanfare.rule(rule()).publish(post("1")).quiet("ada", "12:05", "14:00").pass(WINDOW);
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
        Outcome held = only(fanfare.outcomes());
        assertThat(held.getState()).isEqualTo(State.HELD);
        assertThat(held.getHolds()).isEqualTo(2);
        assertThat(held.getNextAttemptAt()).isEqualTo(Instant.parse("2026-01-15T14:00:00Z"));
        fanfare.pass(Duration.ofHours(2));
        assertThat(one(Channel.EMAIL).getBody()).isEqualTo("1.");
    }

    @Test
    void a_rule_that_drops_drops_it() {
        fanfare.rule(rule().setQuiet("drop"))
                .quiet("ada", "12:05", "14:00")
                .publish(post("1"))
                .pass(WINDOW);
        assertThat(only(fanfare.outcomes()).getReason()).isEqualTo(Reason.QUIET);
        fanfare.pass(Duration.ofHours(3));
        assertThat(fanfare.told(Channel.EMAIL)).isEmpty();
    }

    @Test
    void urgent_and_mandatory_pass() {
        fanfare.rule(rule().setPriority(Priority.URGENT))
                .rule(rule().setType("law").setMandatory(true))
                .publish(post("1"))
                .publish(post("2").setType("law"));
        assertThat(fanfare.told(Channel.EMAIL)).containsExactly("ada", "ada");
    }

    @Test
    void what_is_over_the_cap_goes_into_the_next_digest() {
        fanfare.rule(rule().setCap(new CapRule(1, "PT1H", "digest", null)));
        for (String n : List.of("1", "2", "3")) {
            fanfare.publish(post(n));
        }
        assertThat(one(Channel.EMAIL).getEvent()).isEqualTo(keyOf(post("1")));
        assertThat(entries()).extracting(ChunkEntry::getState).containsExactly(State.QUEUED, State.HELD, State.HELD);
        fanfare.pass(WINDOW);
        assertThat(one(Channel.EMAIL).getBody()).isEqualTo("2.3.");
    }

    @Test
    void words_that_cannot_be_made_end_it_dead_with_a_letter() {
        fanfare.template("words", "{{#x}}", "t").rule(rule()).publish(post("1")).pass(WINDOW);
        DeadLetter letter = only(fanfare.deadLetters(Channel.EMAIL));
        assertThat(letter.getReason()).isEqualTo(Reason.RENDER);
        assertThat(only(fanfare.outcomes())).returns(State.DEAD, Outcome::getState);
        assertThat(only(fanfare.digests()).getDelivery())
                .isEqualTo(letter.getDelivery().getId());
    }

    @Test
    void nothing_stays_behind_it() {
        fanfare.rule(rule().setChannels(List.of(Channel.EMAIL, Channel.IN_APP)))
                .publish(post("1"))
                .publish(post("2"));
        assertThat(storedDigests()).isPositive();
        fanfare.pass(WINDOW);
        assertThat(storedDigests()).isZero();
        fanfare.pass(Duration.ofDays(2));
        assertThat(fanfare.storeSize("retries")).isLessThanOrEqualTo(2);
    }

    private static Rule.Builder rule() {
        return ruleFor("post").setChannels(List.of(Channel.EMAIL)).setDigest(window().build());
    }

    private static DigestRule.Builder window() {
        return DigestRule.newBuilder().setWindow("PT10M");
    }

    private static Event.Builder post(String n) {
        return event("post").setId(n).setRecipients(List.of("ada")).setData("{\"text\": \"" + n + "\"}");
    }

    private List<ChunkEntry> entries() {
        return fanfare.chunks().stream()
                .flatMap(chunk -> chunk.getEntries().stream())
                .toList();
    }

    private List<ChunkEntry> entriesOn(Channel channel) {
        return entries().stream().filter(entry -> entry.getChannel() == channel).toList();
    }

    /// Which event ended how without being told.
    private List<String> ends() {
        return fanfare.outcomes().stream()
                .map(outcome -> List.of("1", "2", "3").stream()
                                .filter(n -> keyOf(post(n)).equals(outcome.getEvent()))
                                .findFirst()
                                .orElseThrow()
                        + " " + outcome.getState())
                .toList();
    }

    private Delivery one(Channel channel) {
        return only(fanfare.deliveries(channel, Lane.STANDARD));
    }

    private long storedDigests() {
        return fanfare.storedKeys("retries").stream()
                .filter(key -> "HKNQ".indexOf(key.charAt(0)) >= 0)
                .count();
    }

    private static <T> T only(List<T> all) {
        assertThat(all).hasSize(1);
        return all.getFirst();
    }
}
