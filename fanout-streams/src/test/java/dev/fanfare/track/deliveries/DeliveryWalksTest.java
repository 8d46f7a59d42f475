package dev.fanfare.track.deliveries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChunkDeliveries;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.State;
import dev.fanfare.streams.Page;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.web.server.ResponseStatusException;

/// What queries find in the store of deliveries, page by page.
class DeliveryWalksTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private final KeyValueStore<Bytes, byte[]> bytes =
            Stores.inMemoryKeyValueStore("deliveries").get();
    private final DeliveryStore store = new DeliveryStore(bytes);

    @Test
    void a_recipients_deliveries_come_newest_first_and_no_one_elses() {
        for (int n = 0; n < 7; n++) {
            chunk("event" + n, n, START.plusSeconds(n), "ada", "alan");
        }
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<DeliveryView> page = ByRecipient.page(bytes, "ada", 3, cursor);
            page.items().forEach(item -> seen.add(item.event()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(seen)
                .containsExactly(
                        key("event6"),
                        key("event5"),
                        key("event4"),
                        key("event3"),
                        key("event2"),
                        key("event1"),
                        key("event0"));
    }

    @Test
    void a_cursor_of_another_recipient_is_refused() {
        chunk("event", 0, START, "ada");
        chunk("event2", 1, START, "ada");
        String cursor = ByRecipient.page(bytes, "ada", 1, null).next();
        assertThatThrownBy(() -> ByRecipient.page(bytes, "alan", 1, cursor))
                .isInstanceOf(ResponseStatusException.class)
                .hasMessageContaining("cursor");
        assertThatThrownBy(() -> ByRecipient.page(bytes, "ada", 1, "?")).hasMessageContaining("cursor");
    }

    @Test
    void a_delivery_is_found_by_its_id_alone() {
        chunk("event", 0, START, "ada");
        chunk("event2", 1, START.plusSeconds(1), "ada");
        String id = DeliveryId.of(key("event"), "ada", Channel.EMAIL, "ada");
        byte[] found = DeliveryKeys.id(id).orElseThrow();
        int hash = DeliveryId.recipientHash(id).orElseThrow();
        assertThat(ByRecipient.one(bytes, found, hash)).map(DeliveryView::id).contains(id);
        assertThat(ByRecipient.one(bytes, new byte[DeliveryKeys.ID], hash)).isEmpty();
    }

    @Test
    @DisplayName("S2-42 S3-20 an events deliveries come chunk by chunk each once")
    void an_events_deliveries_come_chunk_by_chunk_each_once() {
        chunk("event", 5, START, "a", "b", "c");
        chunk("other", 6, START, "x");
        chunk("event", 9, START, "d", "e");
        List<String> seen = new ArrayList<>();
        ByEvent from = ByEvent.from(null);
        while (from != null) {
            ByEvent.Gathered page = new ByEvent.Gathered(2);
            ByEvent next = from.walk(bytes, key("event"), page);
            page.items().forEach(item -> seen.add(item.recipient()));
            from = next == null ? null : ByEvent.from(next.cursor());
        }
        assertThat(seen).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void a_page_looks_at_so_many_and_no_more_however_few_there_are_to_show() {
        withoutRecords(5, ByEvent.MOST + 10);
        chunk("event", 9, START, "a");
        ByEvent.Gathered few = new ByEvent.Gathered(50);
        ByEvent next = Objects.requireNonNull(ByEvent.from(null).walk(bytes, key("event"), few));
        assertThat(few.items()).isEmpty();
        assertThat(next.chunk()).isEqualTo(5);
        ByEvent.Gathered rest = new ByEvent.Gathered(50);
        assertThat(ByEvent.from(next.cursor()).walk(bytes, key("event"), rest)).isNull();
        assertThat(rest.items()).extracting(DeliveryView::recipient).containsExactly("a");
    }

    private void withoutRecords(long offset, int count) {
        ByteBuffer ids = ByteBuffer.allocate(count * DeliveryKeys.ID);
        store.put(DeliveryKeys.chunk(key("event"), offset), new ChunkDeliveries(START, ids, List.of()));
    }

    @Test
    void sums_that_were_not_forwarded_are_found_again_after_a_crash() {
        EventSums sums = new EventSums(bytes);
        new PendingSums(sums).add(key("event"), 2, 1, List.of());
        PendingSums again = new PendingSums(sums);
        assertThat(again.isEmpty()).isFalse();

        List<Long> forwarded = new ArrayList<>();
        again.add(key("event"), 3, 0, List.of());
        again.forward(START, delta -> forwarded.add(delta.getRecipients()));
        assertThat(forwarded).containsExactly(5L);
        assertThat(new PendingSums(sums).isEmpty()).isTrue();
    }

    private void chunk(String event, long offset, Instant acceptedAt, String... recipients) {
        ByteBuffer ids = ByteBuffer.allocate(recipients.length * DeliveryKeys.ID);
        for (String recipient : recipients) {
            String name = DeliveryId.of(key(event), recipient, Channel.EMAIL, recipient);
            byte[] id = DeliveryKeys.id(name).orElseThrow();
            ChunkEntry entry = new ChunkEntry(
                    name, recipient, Channel.EMAIL, Lane.STANDARD, State.QUEUED, null, null, false, null);
            ids.put(id);
            store.put(
                    DeliveryKeys.delivery(id, acceptedAt.toEpochMilli()),
                    FoldDelivery.begin(null, entry, key(event), acceptedAt).status());
        }
        store.put(DeliveryKeys.chunk(key(event), offset), new ChunkDeliveries(acceptedAt, ids.flip(), List.of()));
    }

    private static String key(String event) {
        return EventKey.of("test", event);
    }
}
