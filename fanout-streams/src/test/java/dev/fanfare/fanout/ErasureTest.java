package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who was erased is told nothing that was accepted before, whoever has the id now.
class ErasureTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TICK = Duration.ofMillis(20);

    private final FanoutScenario fanfare = new FanoutScenario();

    @AfterEach
    void stop() {
        fanfare.close();
    }

    @Test
    void an_erasure_is_told_to_all_who_keep_something() {
        told("ada");
        fanfare.pass(MINUTE).erase("ada");

        assertThat(fanfare.erasures()).containsExactly(new Erasure("ada", fanfare.now()));
    }

    @Test
    void a_retry_that_comes_after_an_erasure_is_cancelled_at_once_though_the_id_is_taken_again() {
        Delivery old = told("ada");
        fanfare.pass(MINUTE)
                .erase("ada")
                .person("ada")
                .defer(old, 2, fanfare.now().plus(MINUTE));
        assertThat(ends()).containsExactly("ada CANCELLED UNKNOWN_RECIPIENT");

        fanfare.pass(MINUTE).pass(TICK);
        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD)).isEmpty();
    }

    @Test
    void what_the_new_person_is_told_is_retried_as_ever() {
        told("ada");
        fanfare.pass(MINUTE).erase("ada").pass(MINUTE);
        Delivery own = told("ada", "own");
        fanfare.defer(own, 2, fanfare.now()).pass(TICK);

        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD)).hasSize(1);
        assertThat(fanfare.outcomes()).isEmpty();
    }

    @Test
    void an_address_that_was_told_without_a_profile_can_be_erased_too() {
        Delivery mail = told("mailto:eve@example.org");
        fanfare.pass(MINUTE).erase("mailto:eve@example.org").defer(mail, 2, fanfare.now());

        assertThat(ends()).containsExactly("mailto:eve@example.org CANCELLED UNKNOWN_RECIPIENT");
    }

    @Test
    void more_than_fits_at_once_is_cancelled_in_turns_and_none_of_it_is_sent_to_the_new_person() {
        Delivery old = told("ada");
        for (int n = 0; n < 5_100; n++) {
            String id = DeliveryId.of(old.getEvent(), "ada", Channel.EMAIL, "a" + n + "@example.org");
            fanfare.defer(
                    Delivery.newBuilder(old).setId(id).build(), 2, fanfare.now().plus(MINUTE));
        }
        fanfare.pass(TICK).erase("ada").person("ada");
        assertThat(fanfare.outcomes()).hasSize(5_000);

        fanfare.pass(TICK).pass(TICK);
        assertThat(fanfare.outcomes()).hasSize(5_100).allSatisfy(end -> assertThat(end.getState())
                .isEqualTo(State.CANCELLED));
        fanfare.pass(MINUTE).pass(TICK);
        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD)).isEmpty();
    }

    @Test
    void nothing_of_a_person_stays_in_the_store_of_people_but_a_hash() {
        fanfare.person("ada", "a").member("ada", "b").mute("ada", "*");
        fanfare.erase("ada").unmute("ada");

        assertThat(fanfare.storedKeys("people"))
                .allSatisfy(key -> assertThat(key).doesNotContain("ada"));
    }

    @Test
    void who_was_erased_is_forgotten_with_a_later_erasure_after_a_year() {
        fanfare.erase("ada");
        long one = fanfare.storeSize("people");
        fanfare.pass(Duration.ofDays(367)).erase("alan");

        assertThat(fanfare.storeSize("people")).isEqualTo(one);
    }

    private List<String> ends() {
        return fanfare.outcomes().stream()
                .map(end -> end.getRecipient() + " " + end.getState() + " " + end.getReason())
                .toList();
    }

    private Delivery told(String recipient) {
        return told(recipient, "post");
    }

    private Delivery told(String recipient, String type) {
        fanfare.rule(ruleFor(type).setChannels(List.of(Channel.EMAIL)).setRecipients(recipient))
                .template("words", "Hello", "{{recipient.id}}");
        if (!recipient.startsWith("mailto:")) {
            fanfare.person(recipient);
        }
        fanfare.publish(event(type).setId(type));
        return fanfare.records(Channel.EMAIL, Lane.STANDARD).getFirst().value();
    }
}
