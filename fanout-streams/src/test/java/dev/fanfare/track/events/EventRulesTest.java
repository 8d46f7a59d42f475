package dev.fanfare.track.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventDelta;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.EventStatus;
import dev.fanfare.schemas.Pace;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import dev.fanfare.schemas.running.Waiters;
import dev.fanfare.streams.MergePages;
import dev.fanfare.streams.MergePages.Item;
import dev.fanfare.streams.MergePages.Part;
import dev.fanfare.streams.Page;
import dev.fanfare.track.tally.Tallies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// How an event's status, its rates and the list of events follow from what came.
class EventRulesTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    @Test
    void an_event_that_met_nobody_says_so() {
        EventStatus status = FoldEvent.admit(FoldEvent.begin(key(1)), admitted(1, START));
        status = FoldEvent.add(status, delta(0, 1));

        assertThat(EventView.of(status, START).state()).isEqualTo("DONE");
        assertThat(EventView.of(status, START).reason()).isEqualTo("nobody");
        assertThat(EventView.of(FoldEvent.add(status, delta(1, 0)), START).reason())
                .isNull();
    }

    @RepeatedTest(50)
    @DisplayName("S3-10 deltas in any order give the same counts and progress never falls")
    void deltas_in_any_order_give_the_same_counts_and_progress_never_falls() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<EventDelta> deltas = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            deltas.add(delta(0, 0, tally(State.QUEUED, -1), tally(State.values()[3 + random.nextInt(5)], 1)));
        }
        Collections.shuffle(deltas, random);
        EventStatus status = FoldEvent.add(FoldEvent.begin(key(1)), delta(10, 1, tally(State.QUEUED, 10)));
        status = FoldEvent.admit(status, admitted(1, START));
        double progress = 0;
        for (EventDelta delta : deltas) {
            status = FoldEvent.add(status, delta);
            assertThat(status.getProgress()).as("seed %d", seed).isGreaterThanOrEqualTo(progress);
            assertThat(Tallies.expected(status.getTallies()))
                    .as("seed %d", seed)
                    .isEqualTo(10);
            progress = status.getProgress();
        }
        assertThat(EventState.of(status)).as("seed %d", seed).isEqualTo(EventState.DONE);
        assertThat(progress).isEqualTo(1.0);
    }

    @Test
    void the_view_names_what_the_outside_knows() {
        EventStatus status = FoldEvent.admit(FoldEvent.begin(key(1)), admitted(1, START));
        status = FoldEvent.add(status, delta(4, 1, tally(State.QUEUED, 4)));
        status = FoldEvent.add(status, delta(0, 0, tally(State.QUEUED, -2), tally(State.DELIVERED, 2)));
        EventView view = EventView.of(status, START.plusSeconds(1));
        EventView.ChannelCounts counts = view.channels().get("in-app");
        assertThat(counts.expected()).isEqualTo(4);
        assertThat(counts.delivered()).isEqualTo(2);
        assertThat(counts.open().queued()).isEqualTo(2);
        assertThat(view.state()).isEqualTo("DELIVERING");
        assertThat(view.priority()).isEqualTo("normal");
        assertThat(view.progress()).isEqualTo(0.5);
        assertThat(view.perSecond()).isEqualTo(2);
        assertThat(view.eta()).isEqualTo(START.plusSeconds(2));
    }

    @Test
    void a_rate_follows_what_comes_and_fades_when_nothing_does() {
        Pace pace = Pacing.add(null, 100, START);
        for (int second = 1; second <= 10; second++) {
            pace = Pacing.add(pace, 100, START.plusSeconds(second));
        }
        assertThat(Pacing.perSecond(pace, START.plusSeconds(11))).isCloseTo(100, within(1.0));
        assertThat(Pacing.perSecond(pace, START.plusSeconds(130))).isLessThan(2);
        assertThat(Pacing.perSecond(null, START)).isZero();
    }

    @Test
    void the_list_goes_newest_first_over_all_partitions_and_a_page_goes_on_where_the_last_ended() {
        List<KeyValueStore<Bytes, byte[]>> stores = List.of(store(1, 4, 7), store(2, 5, 8), store(3, 6, 9));
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<EventView> page = new NewestFirst(all(), 4, cursor).page(List.copyOf(stores), START);
            page.items().forEach(item -> seen.add(item.id()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(seen).containsExactly("9", "8", "7", "6", "5", "4", "3", "2", "1");
    }

    @Test
    @DisplayName("S1-41 the list takes filters")
    void the_list_takes_filters() {
        List<KeyValueStore<Bytes, byte[]>> stores = List.of(store(1, 2, 3, 4));
        EventFilter two = new EventFilter(
                "greeting",
                "done",
                "test",
                null,
                null,
                START.plusSeconds(2).toString(),
                START.plusSeconds(4).toString());
        assertThat(new NewestFirst(two, 10, null)
                        .page(List.copyOf(stores), START)
                        .items())
                .extracting(EventView::id)
                .containsExactly("3", "2");
        EventFilter none = new EventFilter(null, null, null, "other", null, null, null);
        assertThat(new NewestFirst(none, 10, null)
                        .page(List.copyOf(stores), START)
                        .items())
                .isEmpty();
    }

    @Test
    void an_event_of_a_seldom_type_is_on_the_first_page_however_many_others_came_since() {
        KeyValueStore<Bytes, byte[]> bytes =
                store(IntStream.rangeClosed(1, 2_500).toArray());
        EventStore store = new EventStore(bytes);
        EventStatus begin = FoldEvent.begin(key(0));
        EventAdmitted seldom = admitted(0, START.minusSeconds(1));
        seldom.setType("seldom");
        store.put(begin, FoldEvent.admit(begin, seldom));
        EventFilter filter = new EventFilter("seldom", null, null, null, null, null, null);
        Page<EventView> page = new NewestFirst(filter, 10, null).page(List.of(bytes), START);
        assertThat(page.items()).extracting(EventView::id).containsExactly("0");
        assertThat(page.next()).isNull();
    }

    @Test
    void a_filter_that_makes_no_sense_is_named() {
        assertThatThrownBy(() -> new EventFilter(null, "GONE", null, null, null, null, null).checked())
                .hasMessageContaining("state: must be one of");
        assertThatThrownBy(() -> new EventFilter(null, null, null, null, null, "yesterday", null).checked())
                .hasMessageContaining("from: must be an instant");
    }

    @Test
    void pages_of_several_instances_are_cut_where_the_first_of_them_ended() {
        Part<Integer> here = new Part<>(List.of(item(1), item(4)), new byte[] {4});
        Part<Integer> there = new Part<>(List.of(item(2), item(3), item(6)), null);
        Part<Integer> merged = MergePages.merge(List.of(here, there), 10);
        assertThat(merged.items()).extracting(Item::value).containsExactly(1, 2, 3, 4);
        assertThat(merged.next()).containsExactly(4);

        Part<Integer> limited = MergePages.merge(List.of(here, there), 2);
        assertThat(limited.items()).extracting(Item::value).containsExactly(1, 2);
        assertThat(limited.next()).containsExactly(2);
    }

    @Test
    void whoever_waits_is_woken_and_not_by_others() {
        Waiters waiters = new Waiters();
        try (Waiters.Waiter waiter = waiters.open("a")) {
            waiters.changed("b");
            assertThat(waiter.await(Duration.ZERO)).isFalse();
            waiters.changed("a");
            assertThat(waiter.await(Duration.ZERO)).isTrue();
            assertThat(waiter.await(Duration.ZERO)).isFalse();
        }
    }

    private static Item<Integer> item(int place) {
        return new Item<>(new byte[] {(byte) place}, place);
    }

    private static EventFilter all() {
        return new EventFilter(null, null, null, null, null, null, null);
    }

    private static KeyValueStore<Bytes, byte[]> store(int... events) {
        KeyValueStore<Bytes, byte[]> bytes =
                Stores.inMemoryKeyValueStore("events").get();
        EventStore store = new EventStore(bytes);
        for (int n : events) {
            EventStatus begin = FoldEvent.begin(key(n));
            store.put(begin, FoldEvent.admit(begin, admitted(n, START.plusSeconds(n))));
        }
        return bytes;
    }

    private static String key(int n) {
        return EventKey.of("test", String.valueOf(n));
    }

    private static EventAdmitted admitted(int n, Instant at) {
        int slices = n == 1 && at.equals(START) ? 1 : 0;
        return new EventAdmitted(
                key(n),
                String.valueOf(n),
                "test",
                "greeting",
                Priority.NORMAL,
                Admission.ADMITTED,
                null,
                null,
                slices,
                null,
                null,
                null,
                at,
                at,
                true,
                null,
                null,
                null,
                null,
                null);
    }

    private static EventDelta delta(long recipients, int slicesDone, Tally... tallies) {
        return new EventDelta(key(1), recipients, slicesDone, List.of(tallies), START);
    }

    private static Tally tally(State state, long count) {
        return new Tally(Channel.IN_APP, state, null, count);
    }
}
