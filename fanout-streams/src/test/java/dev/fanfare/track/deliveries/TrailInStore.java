package dev.fanfare.track.deliveries;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/// Looks at trails in the store, for tests of other packages.
public final class TrailInStore {

    private TrailInStore() {}

    /// Steps in a few words, in order.
    public static List<String> steps(KeyValueStore<Bytes, byte[]> store, String event, String recipient) {
        return PersonTrail.of(store, event, recipient).trail().stream()
                .map(step -> step.channel() + " " + step.step() + (step.title() == null ? "" : " " + step.title()))
                .toList();
    }

    /// The states of those that have no record of their own.
    public static List<String> brief(KeyValueStore<Bytes, byte[]> store, String event, String recipient) {
        return PersonTrail.of(store, event, recipient).brief().stream()
                .map(one -> one.channel() + " " + one.state())
                .toList();
    }
}
