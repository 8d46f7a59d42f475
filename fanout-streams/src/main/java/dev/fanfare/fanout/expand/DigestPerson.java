package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.decide.Quiet;
import dev.fanfare.fanout.digest.Digests;
import dev.fanfare.fanout.digest.ToDigest;
import dev.fanfare.fanout.expand.MergeWalk.Met;
import dev.fanfare.fanout.render.MakeDelivery;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.CountedLimit;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.DigestEntry;
import dev.fanfare.schemas.DigestTarget;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.State;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Puts one person's deliveries of one event into digests: those that quiet hours concern into one, the others into
/// another.
record DigestPerson(Slice slice, Met met, Lane lane) {

    boolean fits(List<Tell> tells) {
        return Digests.fits(entry(tells, List.of()));
    }

    /// @param counted what they take with them
    /// @param held told of each delivery once it has its place
    List<ToDigest> of(List<Tell> tells, List<CountedLimit> counted, Consumer<ChunkEntry> held) {
        return Stream.of(true, false)
                .map(disturbs -> tells.stream()
                        .filter(tell -> Quiet.concerns(tell.channel()) == disturbs)
                        .toList())
                .filter(group -> !group.isEmpty())
                .map(group -> of(entry(group, counted), held))
                .toList();
    }

    private ToDigest of(DigestEntry entry, Consumer<ChunkEntry> held) {
        return new ToDigest(
                met.id(),
                met.profile(),
                Objects.requireNonNull(slice.getDigest(), "no digest"),
                Quiet.of(slice.getQuiet(), slice.getPriority(), slice.getMandatory()),
                entry,
                slice.getTemplate(),
                taken -> entry.getTargets().forEach(target -> held.accept(held(target, taken))));
    }

    private DigestEntry entry(List<Tell> tells, List<CountedLimit> counted) {
        DigestEntry entry = new DigestEntry();
        entry.setKey(slice.getKey());
        entry.setEvent(slice.getEvent());
        entry.setPriority(slice.getPriority());
        entry.setTargets(tells.stream()
                .map(tell -> new DigestTarget(tell.channel(), tell.address(), lane))
                .toList());
        entry.setAcceptedAt(MakeDelivery.acceptedAt(slice));
        entry.setExpiresAt(slice.getExpiresAt());
        entry.setTraceparent(slice.getTraceparent());
        entry.setCounted(counted);
        return entry;
    }

    private ChunkEntry held(DigestTarget target, ToDigest.Taken taken) {
        return new ChunkEntry(
                DeliveryId.of(slice.getKey(), met.id(), target.getChannel(), target.getAddress()),
                met.id(),
                target.getChannel(),
                lane,
                State.HELD,
                Reason.DIGESTED,
                taken.until(),
                false,
                Digests.delivery(taken.digest(), met.id(), target));
    }
}
