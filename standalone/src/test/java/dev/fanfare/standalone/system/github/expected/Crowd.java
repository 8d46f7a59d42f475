package dev.fanfare.standalone.system.github.expected;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Everyone whom a file of events may concern: a number of watchers for each repository, the senders among them, and
/// who is named.
public final class Crowd {

    private static final List<@Nullable String> LOCALES = Arrays.asList("en", "de", "de-AT", "en-GB", "fr", null);
    private static final List<String> NAMES = List.of("ada", "bo", "chidi", "dilara", "émile", "fen", "grace");
    private static final int ONE_IN_HOOKED = 10;

    private Crowd() {}

    /// The same people each time, in no particular order; `watchers` for each repository, senders not counted.
    public static Collection<Person> around(List<JsonNode> events, int watchers) {
        Map<String, Person> crowd = new TreeMap<>();
        for (JsonNode event : events) {
            String repository = Facts.repository(event);
            if (!crowd.containsKey(watcher(repository, 0))) {
                IntStream.range(0, watchers)
                        .mapToObj(number -> watching(repository, number))
                        .forEach(person -> crowd.put(person.id(), person));
            }
            crowd.merge(Facts.sender(event), watching(repository, Facts.sender(event)), Crowd::both);
            Facts.named(event).forEach(login -> crowd.putIfAbsent(login, new Person(login, "de", List.of(), true)));
        }
        return crowd.values();
    }

    private static Person watching(String repository, int number) {
        return new Person(
                watcher(repository, number),
                LOCALES.get(number % LOCALES.size()),
                List.of(repository),
                number % ONE_IN_HOOKED == 0);
    }

    private static Person watching(String repository, String login) {
        return new Person(login, "en", List.of(repository), true);
    }

    private static String watcher(String repository, int number) {
        return "%s/%s-%03d".formatted(repository, NAMES.get(number % NAMES.size()), number);
    }

    private static Person both(Person known, Person again) {
        List<String> repositories = new ArrayList<>(known.repositories());
        again.repositories().stream()
                .filter(repository -> !repositories.contains(repository))
                .forEach(repositories::add);
        return new Person(known.id(), known.locale(), List.copyOf(repositories), known.hooked());
    }
}
