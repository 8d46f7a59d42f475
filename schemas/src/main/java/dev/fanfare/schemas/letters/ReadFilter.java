package dev.fanfare.schemas.letters;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.ReplaySource;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.cloudevents.Rfc3339;
import dev.fanfare.schemas.json.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads which dead letters, or retries that wait, are chosen: the same way for whoever lists, counts, replays or
/// discards them.
public final class ReadFilter {

    public static final String CHANNEL = "channel";
    public static final String REASON = "reason";
    public static final String TYPE = "type";
    public static final String EVENT = "event";
    public static final String RECIPIENT = "recipient";
    public static final String FROM = "from";
    public static final String TO = "to";
    public static final Set<String> NAMES = Set.of(CHANNEL, REASON, TYPE, EVENT, RECIPIENT, FROM, TO);
    /// The channel of what stands on `events.dlt`.
    public static final String EVENTS = "events";

    private static final int WORD_MOST = 50;
    private static final int ID_MOST = 200;

    private ReadFilter() {}

    public static boolean isEvents(Fields fields) {
        return EVENTS.equals(fields.line(CHANNEL, WORD_MOST));
    }

    public static boolean isEmpty(Fields fields) {
        return NAMES.stream().noneMatch(fields::has);
    }

    /// @param source what is chosen from; not each has all that may be asked for
    /// @throws dev.fanfare.schemas.json.BadInput naming the field
    public static LetterFilter read(Fields fields, ReplaySource source) {
        LetterFilter filter = new LetterFilter();
        filter.setChannel(channel(fields, source));
        filter.setReason(one(fields, REASON, Reason.class));
        filter.setType(fields.line(TYPE, ID_MOST));
        filter.setEvent(event(fields));
        filter.setRecipient(recipient(fields));
        filter.setFrom(Rfc3339.instant(fields, FROM));
        filter.setTo(Rfc3339.instant(fields, TO));
        if (source == ReplaySource.RETRY && filter.getReason() != null) {
            throw fields.unfit(REASON, "what waits for a retry has none yet");
        }
        if (source == ReplaySource.EVENTS && (filter.getEvent() != null || filter.getRecipient() != null)) {
            throw fields.unfit(
                    filter.getEvent() == null ? RECIPIENT : EVENT, "what could not be read or admitted has none");
        }
        if (filter.getFrom() != null
                && filter.getTo() != null
                && !filter.getFrom().isBefore(filter.getTo())) {
            throw fields.unfit(TO, "must be later than from");
        }
        return filter;
    }

    private static @Nullable Channel channel(Fields fields, ReplaySource source) {
        if (isEvents(fields)) {
            return null;
        }
        Channel channel = one(fields, CHANNEL, Channel.class);
        if (channel != null && source == ReplaySource.EVENTS) {
            throw fields.unfit(CHANNEL, "from events takes no other channel than events");
        }
        if (channel != null && !Topics.hasProvider(channel)) {
            throw fields.unfit(CHANNEL, Names.of(channel) + " gives nothing up");
        }
        return channel;
    }

    private static @Nullable String event(Fields fields) {
        String event = fields.line(EVENT, ID_MOST);
        if (event != null && event.length() != EventKey.LENGTH) {
            throw fields.wrong(EVENT, "must be an event's key, of " + EventKey.LENGTH + " characters");
        }
        return event;
    }

    private static @Nullable String recipient(Fields fields) {
        String recipient = fields.line(RECIPIENT, ID_MOST);
        if (recipient != null && !Ids.valid(recipient)) {
            throw fields.wrong(RECIPIENT, "must be 1 to 200 letters, digits or ._:@/+-");
        }
        return recipient;
    }

    public static <E extends Enum<E>> @Nullable E one(Fields fields, String name, Class<E> type) {
        String word = fields.line(name, WORD_MOST);
        if (word == null) {
            return null;
        }
        List<String> all = Arrays.stream(type.getEnumConstants()).map(Names::of).toList();
        return Names.parse(type, word)
                .orElseThrow(() -> fields.wrong(name, "must be one of " + all + ", is '" + word + "'"));
    }
}
