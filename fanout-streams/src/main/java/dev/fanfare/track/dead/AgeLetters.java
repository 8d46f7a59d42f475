package dev.fanfare.track.dead;

import dev.fanfare.track.aging.Aging;
import dev.fanfare.track.aging.WakeAt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Drops dead letters whose time is over, the oldest first.
final class AgeLetters {

    private static final int AT_ONCE = 500;

    private final KeyValueStore<Bytes, byte[]> store;
    private final LetterStore letters;
    private final Aging aging;
    private final WakeAt wake;
    /// Nothing stands behind it: to read over what was deleted is slow.
    private final Map<LetterKind, Bytes> end = new EnumMap<>(LetterKind.class);

    AgeLetters(ProcessorContext<?, ?> context, KeyValueStore<Bytes, byte[]> store, Aging aging) {
        this.store = store;
        this.letters = new LetterStore(store);
        this.aging = aging;
        this.wake = new WakeAt(context, aging.clock(), this::run);
        Stream.of(LetterKind.values()).forEach(kind -> end.put(kind, LetterKeys.end(kind)));
        next().ifPresent(wake::by);
    }

    /// A letter has come.
    void came(Letter letter) {
        Bytes head = LetterKeys.head(letter.kind(), LetterKeys.place(letter.at(), letter.id()));
        if (head.compareTo(last(letter.kind())) >= 0) {
            end.put(letter.kind(), LetterKeys.end(letter.kind())); // it is older than what was dropped last
        }
        wake.by(letter.at().plus(letter.kind().kept(aging.retention())));
    }

    void stop() {
        wake.cancel();
    }

    private Optional<Instant> run() {
        Stream.of(LetterKind.values()).forEach(this::drop);
        return next();
    }

    private void drop(LetterKind kind) {
        Instant now = aging.clock().instant();
        Bytes from = LetterKeys.from(kind, now.minus(kind.kept(aging.retention())));
        Bytes to = last(kind);
        if (from.compareTo(to) >= 0) {
            return;
        }
        List<LetterId> old = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> heads = store.range(from, to)) {
            while (heads.hasNext() && old.size() < AT_ONCE) {
                old.add(LetterKeys.idAt(LetterKeys.placeOf(heads.next().key)));
            }
        }
        old.forEach(id -> letters.find(id).ifPresent(letters::drop));
        if (old.size() < AT_ONCE) {
            end.put(kind, from);
        }
    }

    private Optional<Instant> next() {
        return Stream.of(LetterKind.values())
                .flatMap(kind -> oldest(kind).stream())
                .min(Instant::compareTo);
    }

    private Optional<Instant> oldest(LetterKind kind) {
        try (KeyValueIterator<Bytes, byte[]> heads =
                store.reverseRange(LetterKeys.from(kind, Instant.ofEpochMilli(Long.MAX_VALUE)), last(kind))) {
            return heads.hasNext()
                    ? Optional.of(LetterKeys.timeAt(LetterKeys.placeOf(heads.next().key))
                            .plus(kind.kept(aging.retention())))
                    : Optional.empty();
        }
    }

    private Bytes last(LetterKind kind) {
        return end.getOrDefault(kind, LetterKeys.end(kind));
    }
}
