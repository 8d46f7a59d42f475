package dev.fanfare.track.replays;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/// Who asks for a replay that nobody knows holds little up.
class FindReplayTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    private final List<Instant> looks = new ArrayList<>();
    private final KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(ReplayStore.NAME), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();

    FindReplayTest() {
        store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
    }

    @Test
    void one_with_a_key_is_waited_for_and_not_for_ever() {
        assertThat(new FindReplay(aSecondPassesEachTime(), 1).in(store, "k-unknown"))
                .isEmpty();
        assertThat(looks).hasSize(4);
    }

    @Test
    void where_enough_wait_the_next_is_answered_at_once() {
        assertThat(new FindReplay(aSecondPassesEachTime(), 0).in(store, "k-unknown"))
                .isEmpty();
        assertThat(looks).isEmpty();
    }

    @Test
    void who_has_waited_makes_room_for_the_next() {
        FindReplay find = new FindReplay(aSecondPassesEachTime(), 1);
        assertThat(find.in(store, "k-unknown")).isEmpty();
        assertThat(find.in(store, "k-other")).isEmpty();
        assertThat(looks).hasSize(8);
    }

    private InstantSource aSecondPassesEachTime() {
        return () -> {
            looks.add(NOON);
            return NOON.plusSeconds(looks.size());
        };
    }
}
