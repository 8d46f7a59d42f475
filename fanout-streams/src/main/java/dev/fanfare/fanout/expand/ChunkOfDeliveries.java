package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.render.MakeDelivery;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one chunk emits, counted; it becomes the chunk's total.
final class ChunkOfDeliveries {

    /// Bytes of a total, far below what a message may have, however many addresses people have and however long their
    /// ids are.
    private static final int BYTES_MOST = 384 * 1024;
    /// Beside its recipient's id, of which a character takes at most three bytes.
    private static final int ENTRY_BYTES = DeliveryId.LENGTH + 8;

    private final Map<Kind, Long> counts = new LinkedHashMap<>();
    private final List<ChunkEntry> entries = new ArrayList<>();
    private final ByteArrayOutputStream queued = new ByteArrayOutputStream();
    private final boolean brief;
    private long recipients;
    private int bytes;

    private record Kind(
            Channel channel, State state, @Nullable Reason reason) {}

    /// @param brief whether what waits is told by its id alone
    ChunkOfDeliveries(boolean brief) {
        this.brief = brief;
    }

    void met() {
        recipients++;
    }

    void add(ChunkEntry entry) {
        entries.add(entry);
        bytes += ENTRY_BYTES + 3 * entry.getRecipient().length();
        counts.merge(new Kind(entry.getChannel(), entry.getState(), entry.getReason()), 1L, Long::sum);
    }

    /// A delivery that waits for its channel.
    ///
    /// @param id its bytes
    void queued(byte[] id, String recipient, Channel channel, Lane lane) {
        if (!brief) {
            add(new ChunkEntry(DeliveryId.of(id), recipient, channel, lane, State.QUEUED, null, null, false, null));
            return;
        }
        queued.writeBytes(id);
        bytes += DeliveryId.BYTES;
        counts.merge(new Kind(channel, State.QUEUED, null), 1L, Long::sum);
    }

    long recipients() {
        return recipients;
    }

    /// Whether nobody else should be met in this chunk.
    boolean full() {
        return bytes > BYTES_MOST;
    }

    Chunk total(Slice slice, boolean last, Instant now) {
        List<Tally> tallies = counts.entrySet().stream()
                .map(count -> new Tally(
                        count.getKey().channel(),
                        count.getKey().state(),
                        count.getKey().reason(),
                        count.getValue()))
                .toList();
        return new Chunk(
                slice.getKey(),
                slice.getEvent().getType(),
                recipients,
                tallies,
                entries,
                MakeDelivery.acceptedAt(slice),
                now,
                last,
                brief,
                ByteBuffer.wrap(queued.toByteArray()));
    }
}
