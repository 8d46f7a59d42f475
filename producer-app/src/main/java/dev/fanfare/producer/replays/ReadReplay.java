package dev.fanfare.producer.replays;

import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.schemas.ReplayAction;
import dev.fanfare.schemas.ReplaySource;
import dev.fanfare.schemas.json.Fields;
import dev.fanfare.schemas.letters.ReadFilter;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads what is to be sent again, or to be discarded. Whoever chooses nothing must say that all is meant.
final class ReadReplay {

    private static final String SOURCE = "from";
    private static final String FILTER = "filter";
    private static final String PER_SECOND = "perSecond";
    private static final String DRY_RUN = "dryRun";
    private static final String REFRESH = "refresh";
    private static final String ALL = "all";
    private static final int FASTEST = 100_000;

    private ReadReplay() {}

    static Wanted replay(JsonNode body) {
        Fields fields = Fields.of(body).only(Set.of(SOURCE, FILTER, PER_SECOND, DRY_RUN, REFRESH, ALL));
        fields.needed(SOURCE, 20);
        ReplaySource said = ReadFilter.one(fields, SOURCE, ReplaySource.class);
        Fields filter = fields.object(FILTER).orElseGet(() -> Fields.of(JsonNodeFactory.instance.objectNode()));
        filter.only(ReadFilter.NAMES);
        ReplaySource source = source(said, filter);
        boolean refresh = fields.flag(REFRESH);
        if (refresh && source != ReplaySource.DLT) {
            throw fields.unfit(REFRESH, "only dead letters of channels can go to another address");
        }
        LetterFilter chosen = ReadFilter.read(filter, source);
        boolean dryRun = fields.flag(DRY_RUN);
        requireChoice(fields, filter, fields.flag(ALL), dryRun);
        return new Wanted(source, ReplayAction.REPLAY, chosen, perSecond(fields), refresh, dryRun);
    }

    /// @param query of a call without a body; each parameter once
    static Wanted discard(Map<String, String> query) {
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        query.forEach((name, text) -> {
            if (Set.of(DRY_RUN, ALL).contains(name) && Set.of("true", "false").contains(text)) {
                given.put(name, Boolean.parseBoolean(text));
            } else {
                given.put(name, text);
            }
        });
        Set<String> names = new HashSet<>(ReadFilter.NAMES);
        names.addAll(Set.of(DRY_RUN, ALL));
        Fields fields = Fields.of(given).only(names);
        ReplaySource source = ReadFilter.isEvents(fields) ? ReplaySource.EVENTS : ReplaySource.DLT;
        LetterFilter chosen = ReadFilter.read(fields, source);
        boolean dryRun = fields.flag(DRY_RUN);
        requireChoice(fields, fields, fields.flag(ALL), dryRun);
        return new Wanted(source, ReplayAction.DISCARD, chosen, null, false, dryRun);
    }

    private static ReplaySource source(@Nullable ReplaySource said, Fields filter) {
        boolean events = ReadFilter.isEvents(filter);
        if (events && said == ReplaySource.RETRY) {
            throw filter.unfit(ReadFilter.CHANNEL, "no event waits for a retry");
        }
        return events || said == null ? ReplaySource.EVENTS : said;
    }

    private static void requireChoice(Fields fields, Fields filter, boolean all, boolean dryRun) {
        if (ReadFilter.isEmpty(filter) && !all && !dryRun) {
            throw fields.unfit(ALL, "must be true where nothing is chosen");
        }
    }

    private static @Nullable Integer perSecond(Fields fields) {
        JsonNode value = fields.value(PER_SECOND);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < 1
                || value.intValue() > FASTEST) {
            throw fields.wrong(PER_SECOND, "must be a whole number of 1 to " + FASTEST);
        }
        return value.intValue();
    }
}
