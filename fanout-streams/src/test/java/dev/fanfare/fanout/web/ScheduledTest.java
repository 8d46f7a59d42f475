package dev.fanfare.fanout.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.fanout.due.DueKeys;
import dev.fanfare.fanout.due.StoreInMemory;
import dev.fanfare.fanout.retry.RetriesInStore;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.streams.Page;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.web.server.ResponseStatusException;

/// What waits, as the list shows it.
class ScheduledTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    @Test
    void the_soonest_of_all_partitions_comes_first_whatever_the_pages_are() {
        List<ReadOnlyKeyValueStore<Bytes, byte[]>> stores = List.of(store(0), store(1), store(2));
        for (int limit : List.of(1, 2, 7, 30, 31)) {
            List<ScheduledView> seen = new ArrayList<>();
            String cursor = null;
            do {
                Page<ScheduledView> page = page(stores, limit, cursor, NEVER);
                assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
                seen.addAll(page.items());
                cursor = page.next();
            } while (cursor != null);
            assertThat(seen)
                    .as("limit %d", limit)
                    .extracting(ScheduledView::recipient)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 30).mapToObj(n -> "p" + n).toList());
        }
    }

    @Test
    @DisplayName("S1-20 S1-23 one says what the delivery says")
    void one_says_what_the_delivery_says() {
        ScheduledView view = page(List.of(store(0)), 1, null, NEVER).items().getFirst();
        assertThat(view.kind()).isEqualTo("retry");
        assertThat(view.due()).isEqualTo(NOON).isEqualTo(view.nextAttemptAt());
        assertThat(view.channel()).isEqualTo("email");
        assertThat(view.lane()).isEqualTo("bulk");
        assertThat(view.attempts()).isEqualTo(2);
        assertThat(view.maxAttempts()).isEqualTo(5);
        assertThat(view.error()).isEqualTo("503");
    }

    @Test
    @DisplayName("S1-22 late is what should be gone")
    void late_is_what_should_be_gone() {
        assertThat(page(List.of(store(0), store(1)), 50, null, NOON.plusSeconds(3))
                        .items())
                .extracting(ScheduledView::recipient)
                .containsExactly("p0", "p1");
    }

    @Test
    void a_kind_that_there_is_not_is_refused_by_name() {
        assertThat(ScheduledKind.asked(null)).containsExactly(ScheduledKind.values());
        assertThat(ScheduledKind.asked("retry")).containsExactly(ScheduledKind.RETRY);
        assertThatThrownBy(() -> ScheduledKind.asked("later"))
                .isInstanceOf(ResponseStatusException.class)
                .hasMessageContaining("kind: must be one of sendat, retry, quiet, digest, cap, step, is later");
    }

    @Test
    void a_dry_run_looks_at_one_person_alone_or_at_no_more_than_it_may() {
        List<ReadOnlyKeyValueStore<Bytes, byte[]>> stores = List.of(store(0), store(1), store(2));
        LetterFilter ada = new LetterFilter();
        ada.setRecipient("p7");
        assertThat(RetryMatches.of(ada, stores, 1)).satisfies(one -> {
            assertThat(one.count()).isEqualTo(1);
            assertThat(one.complete()).isTrue();
            assertThat(one.sample()).extracting(ScheduledView::recipient).containsExactly("p7");
        });
        assertThat(RetryMatches.of(new LetterFilter(), stores, 30)).satisfies(all -> {
            assertThat(all.count()).isEqualTo(30);
            assertThat(all.complete()).isTrue();
        });
        assertThat(RetryMatches.of(new LetterFilter(), stores, 29)).satisfies(some -> {
            assertThat(some.count()).isEqualTo(29);
            assertThat(some.complete()).isFalse();
        });
    }

    @Test
    void a_dry_run_of_one_person_with_very_much_waiting_says_that_there_is_more() {
        KeyValueStore<Bytes, byte[]> store = store(1);
        hold(store, 7, "b");
        LetterFilter filter = new LetterFilter();
        filter.setRecipient("p7");
        assertThat(RetryMatches.of(filter, List.of(store), 1)).satisfies(some -> {
            assertThat(some.count()).isEqualTo(1);
            assertThat(some.complete()).isFalse();
        });
        assertThat(RetryMatches.of(filter, List.of(store), 2)).satisfies(all -> {
            assertThat(all.count()).isEqualTo(2);
            assertThat(all.complete()).isTrue();
        });
    }

    private static Page<ScheduledView> page(
            List<ReadOnlyKeyValueStore<Bytes, byte[]>> stores, int limit, @Nullable String cursor, Instant until) {
        return new SoonestFirst(limit, ScheduledKind.asked(null), SoonestFirst.place(cursor), until)
                .page(stores.stream()
                        .map(store -> new SoonestFirst.Queue(store, DueKeys.WAITING, ScheduledView::of))
                        .toList());
    }

    /// Every third of thirty, a second apart.
    private static KeyValueStore<Bytes, byte[]> store(int partition) {
        KeyValueStore<Bytes, byte[]> store =
                StoreInMemory.named("retries" + partition).withLoggingDisabled().build();
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
        for (int n = partition; n < 30; n += 3) {
            hold(store, n, "a");
        }
        return store;
    }

    private static void hold(KeyValueStore<Bytes, byte[]> store, int n, String address) {
        RetriesInStore.hold(
                store,
                DeliveryId.of("event", "p" + n, Channel.EMAIL, address),
                NOON.plusSeconds(n),
                WaitingRetry.newBuilder()
                        .setEvent("event")
                        .setType("t")
                        .setRecipient("p" + n)
                        .setChannel(Channel.EMAIL)
                        .setLane(Lane.BULK)
                        .setReplay(0)
                        .setAttempt(3)
                        .setMaxAttempts(5)
                        .setFirstFailure("503")
                        .setAcceptedAt(NOON)
                        .setNotBefore(NOON.plusSeconds(n))
                        .setDelivery(ByteBuffer.allocate(0))
                        .build());
    }
}
