package dev.fanfare.track.dead;

import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.schemas.ReplayAction;
import dev.fanfare.schemas.ReplayAsked;
import dev.fanfare.schemas.ReplaySource;
import dev.fanfare.streams.replay.Replayable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Dead letters as replays walk them, newest first. What is taken leaves the table.
final class LettersToReplay implements Replayable {

    private static final int ROWS = 5_000;

    private final KeyValueStore<Bytes, byte[]> store;
    private final LetterStore letters;
    private final SendLetter send;
    private final InstantSource clock;

    LettersToReplay(KeyValueStore<Bytes, byte[]> store, SendLetter send, InstantSource clock) {
        this.store = store;
        this.letters = new LetterStore(store);
        this.send = send;
        this.clock = clock;
    }

    @Override
    public boolean has(ReplaySource source) {
        return switch (source) {
            case DLT, EVENTS -> true;
            case RETRY -> false;
        };
    }

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public Stretch walk(ReplayAsked asked, Instant asOf, byte[] place, int rows, int most) {
        List<byte[]> matching = new ArrayList<>();
        byte[] last = place;
        Bytes end = LetterKeys.end(kind(asked));
        try (KeyValueIterator<Bytes, byte[]> heads = store.range(first(asked, asOf, place), end)) {
            for (int looked = 0; heads.hasNext(); looked++) {
                if (looked == rows || matching.size() >= most) {
                    return new Stretch(matching, last, false);
                }
                KeyValue<Bytes, byte[]> entry = heads.next();
                last = LetterKeys.placeOf(entry.key);
                LetterRow row = new LetterRow(last, LetterStore.HEAD.decode(entry.value));
                LetterFilter filter = asked.getFilter();
                if (filter.getFrom() != null && row.at().isBefore(filter.getFrom())) {
                    break;
                }
                if (FitLetter.fits(filter, row.head(), row.at())) {
                    matching.add(last);
                }
            }
        }
        return new Stretch(matching, last, true);
    }

    @Override
    public Taken take(ReplayAsked asked, byte[] place, double perSecond) {
        Optional<Letter> found = letters.find(LetterKeys.idAt(place));
        if (found.isEmpty()) {
            return Taken.GONE;
        }
        Letter letter = found.get();
        if (asked.getAction() == ReplayAction.DISCARD) {
            letters.leave(letter, clock.instant());
            return Taken.DONE;
        }
        return replay(letter, new SendLetter.Way(asked.getId(), asked.getRefresh(), perSecond));
    }

    /// Sends one again.
    Taken replay(Letter letter, SendLetter.Way way) {
        if (!send.again(letter, way)) {
            return Taken.SKIPPED;
        }
        letters.leave(letter, clock.instant());
        return Taken.DONE;
    }

    private static Bytes first(ReplayAsked asked, Instant asOf, byte[] place) {
        return place.length == 0 ? LetterKeys.from(kind(asked), asOf) : LetterKeys.behind(kind(asked), place);
    }

    private static LetterKind kind(ReplayAsked asked) {
        return asked.getSource() == ReplaySource.EVENTS ? LetterKind.BURIED : LetterKind.DELIVERY;
    }
}
