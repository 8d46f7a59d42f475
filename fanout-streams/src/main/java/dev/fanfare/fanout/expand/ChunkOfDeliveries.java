package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.render.CutWords;
import dev.fanfare.fanout.render.MakeDelivery;
import dev.fanfare.fanout.render.Rendered;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Said;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
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

    private static final int NOTHING = -1;

    private final Map<Kind, Long> counts = new LinkedHashMap<>();
    private final List<ChunkEntry> entries = new ArrayList<>();
    private final List<Said> said = new ArrayList<>();
    private final List<Integer> saidBy = new ArrayList<>();
    /// Words that all share are the same object.
    private final Map<Rendered, Integer> places = new IdentityHashMap<>();
    private final ByteArrayOutputStream queued = new ByteArrayOutputStream();
    private final boolean brief;
    private long recipients;
    private int bytes;

    private record Kind(
            Channel channel, State state, @Nullable Reason reason) {}

    /// @param brief whether what waits is told by its id alone, and no words are told
    ChunkOfDeliveries(boolean brief) {
        this.brief = brief;
    }

    void met() {
        recipients++;
    }

    /// A delivery that says nothing.
    void add(ChunkEntry entry) {
        add(entry, null);
    }

    /// @param words what it says; null where it has no words
    void add(ChunkEntry entry, @Nullable Rendered words) {
        entries.add(entry);
        saidBy.add(words == null || brief ? NOTHING : place(words));
        bytes += ENTRY_BYTES + 3 * entry.getRecipient().length();
        counts.merge(new Kind(entry.getChannel(), entry.getState(), entry.getReason()), 1L, Long::sum);
    }

    /// A delivery that waits for its channel.
    ///
    /// @param id its bytes
    void queued(byte[] id, String recipient, Channel channel, Lane lane, @Nullable Rendered words) {
        if (!brief) {
            add(
                    new ChunkEntry(DeliveryId.of(id), recipient, channel, lane, State.QUEUED, null, null, false, null),
                    words);
            return;
        }
        queued.writeBytes(id);
        bytes += DeliveryId.BYTES;
        counts.merge(new Kind(channel, State.QUEUED, null), 1L, Long::sum);
    }

    private int place(Rendered words) {
        Integer known = places.get(words);
        if (known != null) {
            Said same = said.get(known);
            same.setDeliveries(same.getDeliveries() + 1);
            return known;
        }
        Said cut = CutWords.of(words.title(), words.body());
        said.add(cut);
        bytes += 3 * (cut.getTitle().length() + cut.getText().length());
        places.put(words, said.size() - 1);
        return said.size() - 1;
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
                ByteBuffer.wrap(queued.toByteArray()),
                said,
                said.isEmpty() ? List.of() : saidBy);
    }
}
