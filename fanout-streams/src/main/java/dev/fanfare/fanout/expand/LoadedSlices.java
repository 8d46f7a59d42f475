package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.expand.ExpandSlice.Message;
import dev.fanfare.fanout.render.Texts;
import dev.fanfare.fanout.steer.Steer;
import dev.fanfare.fanout.steer.SteeredEvents;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.SliceMessage;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.traces.Traces;
import java.util.LinkedHashMap;
import java.util.Map;

/// The open slices that have had a turn lately, decoded and with their words compiled.
final class LoadedSlices {

    private static final int MOST = 100;

    private final Map<String, Expansion> loaded = new LinkedHashMap<>(16, 0.75f, true);
    private final Texts texts = new Texts();
    private final Codec<SliceMessage> codec;
    private final OpenSlices open;
    private final SteeredEvents steered;
    private final Known known;
    private final Expansion.Most most;
    private final Traces traces;

    LoadedSlices(ExpandSlice step, OpenSlices open, SteeredEvents steered, Known known) {
        this.codec = step.sliceCodec();
        this.most = new Expansion.Most(step.standardMost(), step.personalMost());
        this.traces = step.parts().traces();
        this.open = open;
        this.steered = steered;
        this.known = known;
    }

    /// A slice that may never be stored.
    Expansion unstored(Slice slice) {
        return new Expansion(slice, known, texts, most, traces);
    }

    Expansion get(String key) {
        Expansion before = loaded.get(key);
        if (before != null) {
            return before;
        }
        Expansion expansion = unstored(slice(key));
        loaded.put(key, expansion);
        if (loaded.size() > MOST) {
            loaded.remove(loaded.keySet().iterator().next());
        }
        return expansion;
    }

    /// An open slice as it was admitted, but for what commands have changed since.
    Slice slice(String key) {
        if (!(ExpandSlice.read(codec, open.slice(key)) instanceof Message.Opened(var slice))) {
            throw new IllegalStateException("not to be read again: the open slice of " + key);
        }
        Steering steering = steered.find(key);
        slice.setExpiresAt(Steer.expiresAt(steering, slice.getExpiresAt()));
        if (steering != null && steering.getPriority() != null) {
            slice.setPriority(steering.getPriority());
        }
        return slice;
    }

    void forget(String key) {
        loaded.remove(key);
    }

    void clear() {
        loaded.clear();
    }
}
