package dev.fanfare.track.channels;

import static dev.fanfare.schemas.Channel.EMAIL;
import static dev.fanfare.schemas.Channel.WEBHOOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import dev.fanfare.track.channels.ChannelFigures.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Spans and their edges, causes and how many, and what is left after a day.
class ChannelSumsTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");

    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore("sums").get();
    private Instant now = BEGIN;
    private ChannelSums sums = new ChannelSums(store, () -> now);

    @Test
    void a_minute_ends_after_60_to_70_seconds() {
        delivered(1, now);
        pass("PT1M9S");
        assertThat(email().minute().delivered()).isEqualTo(1);

        pass("PT1S");
        assertThat(email().minute().delivered()).isZero();
        assertThat(email().minute().successRate()).isNull();
        assertThat(email().hour().delivered()).isEqualTo(1);
    }

    @Test
    void an_hour_ends_after_60_to_61_minutes() {
        delivered(1, now.plusSeconds(30));
        pass("PT1H59S");
        assertThat(email().hour().delivered()).isEqualTo(1);

        pass("PT1S");
        assertThat(email().hour().delivered()).isZero();
        assertThat(email().day().delivered()).isEqualTo(1);
    }

    @Test
    void a_day_ends_after_24_hours_and_up_to_a_minute() {
        delivered(1, now);
        pass("PT24H59S");
        assertThat(email().day().delivered()).isEqualTo(1);

        pass("PT1S");
        assertThat(email().day().delivered()).isZero();
    }

    @Test
    void nothing_is_lost_or_doubled_where_slots_become_minutes() {
        for (int n = 0; n < 60; n++) {
            delivered(1, now);
            pass("PT7S");
        }
        assertThat(email().hour().delivered()).isEqualTo(60);

        sums = new ChannelSums(store, () -> now);
        delivered(1, now.minus(Duration.ofMinutes(5)));
        delivered(1, now);
        assertThat(email().hour().delivered()).isEqualTo(62);
        assertThat(size()).as("seven minutes, the last of them in slots").isLessThan(30);
    }

    @Test
    void what_comes_late_counts_when_it_was_and_what_comes_from_the_future_now() {
        pass("PT3H");
        delivered(1, now.minus(Duration.ofMinutes(30)));
        delivered(2, now.minus(Duration.ofHours(2)));
        delivered(4, now.minus(Duration.ofHours(30)));
        delivered(8, now.plus(Duration.ofHours(1)));

        assertThat(email().minute().delivered()).isEqualTo(8);
        assertThat(email().hour().delivered()).isEqualTo(9);
        assertThat(email().day().delivered()).isEqualTo(11);
    }

    @Test
    void what_is_over_for_a_day_leaves_the_store() {
        for (int n = 0; n < 200; n++) {
            delivered(1, now);
            failed("timeout", "no answer in time");
            pass("PT10M");
        }
        assertThat(size()).as("a slot and a cause each, of 145 times").isLessThan(2 * 150);
        pass("PT48H");
        delivered(1, now);
        failed("timeout", "no answer in time");
        assertThat(size()).isLessThan(5);
        assertThat(email().day().delivered()).isEqualTo(1);
    }

    @Test
    @DisplayName("S1-25 causes come first where they are of now")
    void causes_come_first_where_they_are_of_now() {
        failed("provider", "503");
        failed("provider", "503");
        pass("PT3H");
        failed("timeout", "no answer in time");

        assertThat(email().causes())
                .extracting(CauseShown::errorCategory, CauseShown::lastHour, CauseShown::count)
                .containsExactly(tuple("timeout", 1L, 1L), tuple("provider", 0L, 2L));
    }

    @Test
    void of_many_causes_the_first_stand_and_the_others_are_counted_together_also_after_a_restart() {
        for (int n = 0; n < 20; n++) {
            failed("provider", "trouble " + (char) ('a' + n));
            sums = new ChannelSums(store, () -> now);
        }
        assertThat(email().causes()).hasSize(Cause.MOST + 1);
        assertThat(email().causes().getFirst())
                .extracting(CauseShown::errorCategory, CauseShown::count)
                .containsExactly("others", 20L - Cause.MOST);
    }

    @Test
    void channels_and_partitions_add_up() {
        delivered(1, now);
        sums.began(List.of(new Tally(WEBHOOK, State.DELIVERED, null, 5L)), now);
        failed("provider", "503");
        ChannelFigures here = ChannelFigures.of(List.of(store), now);

        Figures both = here.plus(here).channels().get("email");
        assertThat(both.day().delivered()).isEqualTo(2);
        assertThat(both.causes()).extracting(CauseShown::count).containsExactly(2L);
        assertThat(ChannelFigures.of(List.of(store, store), now)
                        .channels()
                        .get("webhook")
                        .hour()
                        .delivered())
                .isEqualTo(10);
    }

    @Test
    @DisplayName("S1-24 a hundred per cent are all")
    void a_hundred_per_cent_are_all() {
        assertThat(Ended.since(now, 2, 1).successRate()).isEqualTo(66.67);
        assertThat(Ended.since(now, 1_000_000, 1).successRate()).isEqualTo(99.99);
        assertThat(Ended.since(now, 7, 0).successRate()).isEqualTo(100.0);
    }

    @Test
    void a_cause_holds_nothing_of_one_person_or_endpoint() {
        assertThat(Cause.of("address", "550 5.1.1 <ada@example.org>: no such\r\nuser, call +441632960000")
                        .error())
                .isEqualTo("550 5.1.1 <…@…>: no such user, call …");
        assertThat(Cause.of("provider", "https://u:p@hooks.example.org/T0/secret?x=1 says 500")
                        .error())
                .isEqualTo("https://hooks.example.org/… says 500");
        assertThat(Cause.of(
                                "connection",
                                "SSLHandshakeException of 0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f, AbCdEfGhIjKlMnOp1234=")
                        .error())
                .isEqualTo("SSLHandshakeException of …, …");
        assertThat(Cause.of("provider", "x".repeat(5) + " a".repeat(400)).error())
                .hasSize(160);
    }

    private void delivered(long count, Instant at) {
        sums.began(List.of(new Tally(EMAIL, State.DELIVERED, null, count)), at);
    }

    @Test
    void quiet_hours_are_no_cause() {
        failed("provider", "503");
        Outcome put = outcome(null, "503");
        put.setReason(Reason.QUIET);
        sums.moved(put, List.of());

        assertThat(email().causes()).extracting(CauseShown::count).containsExactly(1L);
    }

    private void failed(String category, String error) {
        sums.moved(outcome(category, error), List.of());
    }

    private Outcome outcome(@Nullable String category, String error) {
        return Outcome.newBuilder()
                .setDelivery("d")
                .setEvent("e")
                .setType("t")
                .setRecipient("ada")
                .setChannel(EMAIL)
                .setLane(Lane.STANDARD)
                .setState(State.DEFERRED)
                .setErrorCategory(category)
                .setError(error)
                .setAcceptedAt(now)
                .setAt(now)
                .build();
    }

    private void pass(String time) {
        now = now.plus(Duration.parse(time));
    }

    private Figures email() {
        return ChannelFigures.of(List.of(store), now).channels().get("email");
    }

    private int size() {
        int size = 0;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            for (; all.hasNext(); size++) {
                all.next();
            }
        }
        return size;
    }
}
