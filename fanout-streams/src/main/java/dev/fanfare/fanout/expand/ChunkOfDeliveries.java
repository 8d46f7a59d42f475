package dev.fanfare.fanout.expand;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one chunk emits, counted; it becomes the chunk's total.
final class ChunkOfDeliveries {

    private final Map<Kind, Long> counts = new LinkedHashMap<>();
    private final List<ChunkEntry> entries = new ArrayList<>();
    private long recipients;

    private record Kind(Channel channel, State state, @Nullable Reason reason) {}

    void met() {
        recipients++;
    }

    void add(ChunkEntry entry) {
        entries.add(entry);
        counts.merge(new Kind(entry.getChannel(), entry.getState(), entry.getReason()), 1L, Long::sum);
    }

    long recipients() {
        return recipients;
    }

    int deliveries() {
        return entries.size();
    }

    Chunk total(Slice slice, boolean last, Instant now) {
        List<Tally> tallies = counts.entrySet().stream()
                .map(count -> new Tally(
                        count.getKey().channel(), count.getKey().state(), count.getKey().reason(), count.getValue()))
                .toList();
        return new Chunk(
                slice.getKey(), slice.getEvent().getType(), recipients, tallies, entries, slice.getAcceptedAt(), now, last);
    }
}
