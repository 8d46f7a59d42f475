package dev.fanfare.producer.replays;

import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.ReplayAction;
import dev.fanfare.schemas.ReplayAsked;
import dev.fanfare.schemas.ReplaySource;
import dev.fanfare.schemas.letters.ReadFilter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A replay or a discard as a call asks for it.
///
/// @param perSecond 1 to 100,000; null for as fast as it goes
/// @param refresh send to the address that the person has then
record Wanted(
        ReplaySource source,
        ReplayAction action,
        LetterFilter filter,
        @Nullable Integer perSecond,
        boolean refresh,
        boolean dryRun) {

    ReplayAsked asked(String id, String who, Instant at) {
        return new ReplayAsked(id, source, action, filter, perSecond, refresh, who, at);
    }

    /// Where fanout-streams says what matches.
    String matching() {
        String path = source == ReplaySource.RETRY ? "/internal/retries/matching" : "/internal/dead-letters/matching";
        Map<String, String> names = names();
        return names.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", names.isEmpty() ? path : path + "?", ""));
    }

    /// The filter in the outside spelling.
    Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        if (source == ReplaySource.EVENTS) {
            names.put(ReadFilter.CHANNEL, ReadFilter.EVENTS);
        }
        put(names, ReadFilter.CHANNEL, filter.getChannel() == null ? null : Names.of(filter.getChannel()));
        put(names, ReadFilter.REASON, filter.getReason() == null ? null : Names.of(filter.getReason()));
        put(names, ReadFilter.TYPE, filter.getType());
        put(names, ReadFilter.EVENT, filter.getEvent());
        put(names, ReadFilter.RECIPIENT, filter.getRecipient());
        put(names, ReadFilter.FROM, filter.getFrom());
        put(names, ReadFilter.TO, filter.getTo());
        return names;
    }

    private static void put(Map<String, String> names, String name, @Nullable Object value) {
        if (value != null) {
            names.put(name, value.toString());
        }
    }
}
