package dev.fanfare.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A dead letter on its way back to its channel.
class ReplayedLetterTest {

    private static final Duration TICK = Duration.ofMillis(50);

    private final FanoutScenario fanfare = new FanoutScenario();
    private final ToldByMail mail = new ToldByMail(fanfare);

    @AfterEach
    void stop() {
        fanfare.close();
    }

    @Test
    void it_goes_as_rendered_with_its_first_attempt() {
        Delivery replayed = replayed(mail.told("ada").value());
        replay(replayed, false);
        TestRecord<String, Delivery> sent = mail.released(TICK);
        assertThat(sent.value()).isEqualTo(replayed);
        assertThat(RecordHeaders.number(sent.headers(), RecordHeaders.ATTEMPT, 0))
                .isEqualTo(1);
    }

    @Test
    void the_same_replay_twice_goes_once() {
        Delivery replayed = replayed(mail.told("ada").value());
        replay(replayed, false);
        assertThat(mail.released(TICK).value()).isEqualTo(replayed);
        replay(replayed, false);
        assertNothingGoes();
    }

    @Test
    void what_has_expired_ends_expired_before_any_attempt_of_this_replay() {
        Delivery replayed = replayed(mail.told("ada").value());
        replayed.setExpiresAt(fanfare.now().minusSeconds(1));
        replay(replayed, false);
        assertNothingGoes();
        assertThat(fanfare.outcomes()).singleElement().satisfies(end -> {
            assertThat(end.getState()).isEqualTo(State.EXPIRED);
            assertThat(end.getReplay()).isEqualTo(1);
            assertThat(end.getAttempt()).isZero();
        });
    }

    @Test
    void who_was_erased_is_not_told_nor_whoever_has_the_id_now() {
        Delivery replayed = replayed(mail.told("ada").value());
        fanfare.pass(TICK).erase("ada").pass(TICK).person("ada");
        replay(replayed, false);
        assertNothingGoes();
        assertThat(fanfare.outcomes()).last().satisfies((Outcome end) -> {
            assertThat(end.getState()).isEqualTo(State.CANCELLED);
            assertThat(end.getReason()).isEqualTo(Reason.UNKNOWN_RECIPIENT);
        });
    }

    @Test
    void what_was_cancelled_stays_cancelled() {
        Delivery replayed = replayed(mail.told("ada").value());
        fanfare.command(CommandKind.CANCEL, replayed.getEvent(), fanfare.now()).work();
        replay(replayed, false);
        assertNothingGoes();
        assertThat(fanfare.outcomes()).last().satisfies((Outcome end) -> assertThat(end.getState())
                .isEqualTo(State.CANCELLED));
    }

    @Test
    void with_refresh_it_goes_to_the_address_of_now_under_the_same_id() {
        Delivery replayed = replayed(mail.told("ada").value());
        fanfare.person(Recipient.newBuilder().setId("ada").setEmail(List.of("new@example.org")));
        replay(replayed, true);
        Delivery sent = mail.released(TICK).value();
        assertThat(sent.getAddress()).isEqualTo("new@example.org");
        assertThat(sent.getId()).isEqualTo(replayed.getId());
        assertThat(sent.getTitle()).isEqualTo(replayed.getTitle());
    }

    @Test
    void with_refresh_an_address_that_the_person_still_has_stays() {
        Delivery replayed = replayed(mail.told("ada").value());
        fanfare.person(Recipient.newBuilder().setId("ada").setEmail(List.of("new@example.org", replayed.getAddress())));
        replay(replayed, true);
        assertThat(mail.released(TICK).value().getAddress()).isEqualTo(replayed.getAddress());
    }

    @Test
    void with_refresh_two_dead_addresses_that_became_one_are_told_once() {
        Delivery one = replayed(mail.told("ada").value());
        Delivery other = at("other@example.org", one);
        fanfare.person(Recipient.newBuilder().setId("ada").setEmail(List.of("new@example.org")));
        replay(one, true);
        replay(other, true);
        assertThat(mail.released(TICK).value().getAddress()).isEqualTo("new@example.org");
        assertNothingGoes();
        assertThat(fanfare.outcomes()).last().satisfies((Outcome end) -> {
            assertThat(end.getDelivery()).isEqualTo(other.getId());
            assertThat(end.getState()).isEqualTo(State.SKIPPED);
            assertThat(end.getReason()).isEqualTo(Reason.SAME);
        });
    }

    @Test
    void with_refresh_an_address_that_stays_is_told_once_whoever_comes_first() {
        Delivery stays = replayed(mail.told("ada").value());
        Delivery gone = at("gone@example.org", stays);
        replay(gone, true);
        assertThat(mail.released(TICK).value().getAddress()).isEqualTo(stays.getAddress());
        replay(stays, true);
        assertNothingGoes();
    }

    @Test
    void an_address_that_was_taken_stays_so_for_as_long_as_letters_are_kept() {
        Delivery one = replayed(mail.told("ada").value());
        fanfare.person(Recipient.newBuilder().setId("ada").setEmail(List.of("new@example.org")));
        replay(one, true);
        assertThat(mail.released(TICK).value().getAddress()).isEqualTo("new@example.org");
        fanfare.pass(Duration.ofDays(2)).pass(TICK);
        replay(at("other@example.org", one), true);
        assertNothingGoes();
        assertLastIsTheSame();
    }

    @Test
    void one_that_went_without_refresh_has_its_address_for_as_long() {
        Delivery stays = replayed(mail.told("ada").value());
        replay(stays, false);
        assertThat(mail.released(TICK).value()).isEqualTo(stays);
        fanfare.pass(Duration.ofDays(2)).pass(TICK);
        replay(at("gone@example.org", stays), true);
        assertNothingGoes();
        assertLastIsTheSame();
    }

    @Test
    void one_without_refresh_does_not_go_where_a_refreshed_one_went() {
        Delivery stays = replayed(mail.told("ada").value());
        replay(at("gone@example.org", stays), true);
        assertThat(mail.released(TICK).value().getAddress()).isEqualTo(stays.getAddress());
        replay(stays, false);
        assertNothingGoes();
        assertLastIsTheSame();
    }

    private void assertLastIsTheSame() {
        assertThat(fanfare.outcomes()).last().satisfies((Outcome end) -> {
            assertThat(end.getState()).isEqualTo(State.SKIPPED);
            assertThat(end.getReason()).isEqualTo(Reason.SAME);
        });
    }

    @Test
    void with_refresh_each_goes_to_another_of_the_new_addresses() {
        Delivery one = replayed(mail.told("ada").value());
        fanfare.person(Recipient.newBuilder().setId("ada").setEmail(List.of("new@example.org", "too@example.org")));
        replay(one, true);
        assertThat(mail.released(TICK).value().getAddress()).isEqualTo("new@example.org");
        replay(at("other@example.org", one), true);
        assertThat(mail.released(TICK).value().getAddress()).isEqualTo("too@example.org");
    }

    private static Delivery at(String address, Delivery like) {
        String id = dev.fanfare.schemas.DeliveryId.of(like.getEvent(), "ada", Channel.EMAIL, address);
        return Delivery.newBuilder(like).setId(id).setAddress(address).build();
    }

    @Test
    void with_refresh_who_has_no_address_any_more_is_skipped() {
        Delivery replayed = replayed(mail.told("ada").value());
        fanfare.person(Recipient.newBuilder().setId("ada"));
        replay(replayed, true);
        assertNothingGoes();
        assertThat(fanfare.outcomes()).last().satisfies((Outcome end) -> {
            assertThat(end.getState()).isEqualTo(State.SKIPPED);
            assertThat(end.getReason()).isEqualTo(Reason.NO_ADDRESS);
        });
    }

    @Test
    void what_piled_up_goes_on_as_far_apart_as_it_was_sent() {
        Delivery one = mail.told("ada").value();
        for (int n = 0; n < 100; n++) {
            fanfare.defer(
                    at("a" + n, replayed(one)),
                    Map.of(
                            RecordHeaders.REPLAY, "1",
                            RecordHeaders.ATTEMPT, "1",
                            RecordHeaders.NOT_BEFORE, "0",
                            RecordHeaders.SPACING, "50000"));
        }
        fanfare.pass(Duration.ofSeconds(1)).pass(TICK);
        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD)).hasSizeBetween(18, 23);
        for (int second = 0; second < 4; second++) {
            fanfare.pass(Duration.ofSeconds(1)).pass(TICK);
        }
        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD)).hasSizeBetween(75, 85);
    }

    private void replay(Delivery delivery, boolean refresh) {
        Map<String, String> headers = new HashMap<>(Map.of(
                RecordHeaders.REPLAY,
                "1",
                RecordHeaders.ATTEMPT,
                "1",
                RecordHeaders.NOT_BEFORE,
                String.valueOf(fanfare.now().toEpochMilli())));
        if (refresh) {
            headers.put(RecordHeaders.REFRESH, "true");
        }
        fanfare.defer(delivery, headers);
    }

    private void assertNothingGoes() {
        fanfare.pass(TICK).pass(TICK);
        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD)).isEmpty();
    }

    private static Delivery replayed(Delivery delivery) {
        return Delivery.newBuilder(delivery).setReplay(delivery.getReplay() + 1).build();
    }
}
