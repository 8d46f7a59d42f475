package dev.fanfare.channels.breaker;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Names;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What this instance knows of a channel's breakers.
public final class ListBreakers {

    private final Map<String, Breaker> known;

    ListBreakers(Map<String, Breaker> known) {
        this.known = known;
    }

    /// How many endpoints have an open breaker now, disabled ones included.
    public long openEndpoints(Channel channel) {
        return endpoints(channel).filter(breaker -> !breaker.isClosed()).count();
    }

    /// A channel's providers that were called, and the endpoints in trouble, longest first, at most `endpoints` of
    /// them.
    public List<Shown> shown(Channel channel, int endpoints) {
        Stream<Shown> providers = of(channel, '/').map(Breaker::shown).sorted(Comparator.comparing(Shown::name));
        Stream<Shown> inTrouble = endpoints(channel)
                .filter(breaker -> !breaker.isClosed())
                .map(Breaker::shown)
                .sorted(Comparator.comparing(Shown::since, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Shown::name))
                .limit(endpoints);
        return Stream.concat(providers, inTrouble).toList();
    }

    /// A channel's disabled endpoints by their breakers' names, and since when they are.
    public Map<String, Disabled> disabledEndpoints(Channel channel) {
        String start = Names.of(channel) + ":";
        Map<String, Disabled> found = new TreeMap<>();
        known.forEach((name, breaker) -> {
            if (name.startsWith(start)) {
                breaker.disabled().ifPresent(one -> found.put(name, one));
            }
        });
        return found;
    }

    private Stream<Breaker> endpoints(Channel channel) {
        return of(channel, ':');
    }

    private Stream<Breaker> of(Channel channel, char kind) {
        String start = Names.of(channel) + kind;
        return known.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(start))
                .map(Map.Entry::getValue);
    }
}
