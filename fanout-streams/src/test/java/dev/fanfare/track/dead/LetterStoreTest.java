package dev.fanfare.track.dead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.LetterHead;
import dev.fanfare.schemas.Reason;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/// What is told twice, and what only looks like it.
class LetterStoreTest {

    private static final Instant FIRST = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant AGAIN = FIRST.plus(Duration.ofDays(30));
    private static final LetterId ID =
            LetterId.ofDelivery(DeliveryId.of("event", "ada", Channel.EMAIL, "ada@example.org"));

    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore(LetterStore.NAME).get();
    private final LetterStore letters = new LetterStore(store);

    @Test
    void a_letter_that_left_does_not_come_back_by_a_repeat() {
        Letter letter = letter(FIRST, 0);
        assertThat(letters.keep(letter)).isTrue();
        assertThat(letters.keep(letter)).isFalse();
        letters.leave(letter, FIRST);
        assertThat(letters.keep(letter)).isFalse();
        assertThat(letters.keep(letter(FIRST, 1))).isTrue();
    }

    @Test
    void an_event_that_was_forgotten_and_told_again_has_letters_of_its_own() {
        Letter replayed = letter(FIRST, 1);
        letters.keep(replayed);
        letters.leave(replayed, FIRST);

        assertThat(letters.keep(letter(AGAIN, 0))).as("whose first left").isTrue();
        assertThat(letters.keep(letter(FIRST, 2))).as("of the first").isFalse();
        assertThat(letters.find(ID))
                .map(letter -> letter.head().getAcceptedAt())
                .contains(AGAIN);
    }

    @Test
    void that_of_the_later_life_takes_the_place_of_the_one_before() {
        letters.keep(letter(FIRST, 3));

        assertThat(letters.keep(letter(AGAIN, 0))).isTrue();
        assertThat(letters.find(ID)).map(letter -> letter.head().getReplay()).contains(0);
    }

    private static Letter letter(Instant acceptedAt, int replay) {
        LetterHead head = new LetterHead();
        head.setChannel(Channel.EMAIL);
        head.setReason(Reason.REJECTED);
        head.setType("post");
        head.setEvent("event");
        head.setRecipient("ada");
        head.setError("no such mailbox");
        head.setAttempts(1);
        head.setReplay(replay);
        head.setAcceptedAt(acceptedAt);
        head.setWhole(true);
        return new Letter(ID, acceptedAt, head, new byte[] {1});
    }
}
