package dev.fanfare.schemas.recur;

import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import java.time.Instant;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/// One event of a series: `ID/TIME`.
public final class Occurrence {

    /// Characters that the id of a series may have, so that those of its occurrences have no more than others.
    public static final int SERIES_ID_MOST = 175;

    private static final Schema EVENT = Event.getClassSchema();

    private Occurrence() {}

    /// @param next from when on the next one stands for it; null where it is the last
    /// @param acceptedAt when the series was accepted: from then on whom it names is meant
    public static Event of(Event series, Instant at, @Nullable Instant next, Instant acceptedAt) {
        Event event = new Event();
        EVENT.getFields().forEach(field -> event.put(field.pos(), series.get(field.pos())));
        event.setId(id(series, at));
        event.setTime(at);
        event.setEvery(null);
        event.setSendAt(at.toString());
        event.setSeries(EventKey.of(series.getSource(), series.getId()));
        event.setSupersededAt(next);
        event.setNamedAt(series.getRecipients().isEmpty() ? null : acceptedAt);
        return event;
    }

    /// Its event key.
    public static String key(Event series, Instant at) {
        return EventKey.of(series.getSource(), id(series, at));
    }

    private static String id(Event series, Instant at) {
        return series.getId() + "/" + at;
    }
}
