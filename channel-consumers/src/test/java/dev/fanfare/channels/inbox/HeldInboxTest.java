package dev.fanfare.channels.inbox;

import static dev.fanfare.channels.inbox.InboxScenario.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.controls.KnownControls;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.HeldDelivery;
import dev.fanfare.schemas.InboxItem;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a paused event holds, when its people are erased, many, or not to be read.
class HeldInboxTest {

    private static final Delivery NEWS = event("news", "ada").build();
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final InboxScenario fanfare = new InboxScenario();

    @BeforeEach
    void pause() {
        fanfare.steered(NEWS.getEvent(), KnownControls.paused());
    }

    @AfterEach
    void close() {
        fanfare.close();
    }

    @Test
    void an_erased_persons_is_gone_at_once_ends_cancelled_and_never_comes() {
        fanfare.comes(NEWS).comes(event("news", "adam")).later(SECOND).erased("ada");

        assertThat(held()).hasSize(2).allSatisfy(entry -> assertThat(entry.key).contains("\nadam\n"));
        List<Outcome> outcomes = fanfare.outcomes();
        assertThat(outcomes).extracting(Outcome::getState).containsExactly(State.HELD, State.HELD, State.CANCELLED);
        assertThat(outcomes.getLast().getReason()).isEqualTo(Reason.UNKNOWN_RECIPIENT);
        assertThat(outcomes.getLast().getDelivery()).isEqualTo(NEWS.getId());

        goesOn();
        assertThat(fanfare.items("ada")).isEmpty();
        assertThat(fanfare.items("adam")).hasSize(1);
        assertThat(held()).isEmpty();
    }

    @Test
    void where_all_that_was_held_was_erased_the_next_is_held_and_comes() {
        fanfare.comes(NEWS).later(SECOND).erased("ada").later(SECOND).comes(event("news", "alan"));
        assertThat(fanfare.items("alan")).isEmpty();

        goesOn();
        assertThat(fanfare.items("alan")).hasSize(1);
    }

    @Test
    void what_was_accepted_behind_the_erasure_is_the_new_persons() {
        fanfare.comes(event("news", "ada").setAcceptedAt(fanfare.now()));
        fanfare.later(SECOND).erasedAt("ada", fanfare.now().minusSeconds(60));

        goesOn();
        assertThat(fanfare.items("ada")).extracting(InboxItem::getTitle).containsExactly("news");
    }

    @Test
    void more_than_are_taken_at_once_all_come_once_in_whatever_order_they_were_held() {
        for (int n = 1_200; n > 0; n--) {
            fanfare.comes(event("news", "p" + n));
        }
        fanfare.steered(NEWS.getEvent(), null).later(Duration.ofMillis(250));
        fanfare.steered(NEWS.getEvent(), KnownControls.paused())
                .comes(event("news", "aaa")); // before all that was taken
        goesOn();

        assertThat(fanfare.outcomes().stream().filter(outcome -> outcome.getState() == State.DELIVERED))
                .extracting(Outcome::getRecipient)
                .hasSize(1_201)
                .doesNotHaveDuplicates();
        assertThat(held()).isEmpty();
    }

    @Test
    void what_cannot_be_read_any_more_is_set_aside_and_not_lost() {
        fanfare.comes(NEWS);
        byte[] junk = "junk".getBytes(StandardCharsets.UTF_8);
        HeldKey key = new HeldKey(NEWS.getEvent(), "ada", NEWS.getId());
        new HeldDeliveries(fanfare.held()).hold(key, new HeldDelivery(ByteBuffer.wrap(junk), null, fanfare.now()));

        goesOn();

        assertThat(fanfare.setAside()).singleElement().satisfies(record -> {
            assertThat(record.value()).isEqualTo(junk);
            assertThat(record.key()).isEqualTo("ada".getBytes(StandardCharsets.UTF_8));
        });
        assertThat(held()).isEmpty();
    }

    private void goesOn() {
        fanfare.steered(NEWS.getEvent(), null);
        for (int looks = 0; looks < 4; looks++) {
            fanfare.later(Duration.ofMillis(250));
        }
    }

    private List<KeyValue<String, byte[]>> held() {
        List<KeyValue<String, byte[]>> held = new ArrayList<>();
        try (var all = fanfare.held().all()) {
            all.forEachRemaining(held::add);
        }
        return held;
    }
}
