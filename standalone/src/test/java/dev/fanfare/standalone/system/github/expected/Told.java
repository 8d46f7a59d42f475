package dev.fanfare.standalone.system.github.expected;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// That one person is told of one event in these words.
///
/// @param event its key
public record Told(String event, Person person, String subject) {

    /// Everyone who must be told of these events: who watches the repository or is named, and did not do it.
    public static List<Told> of(List<JsonNode> events, Collection<Person> crowd) {
        return events.stream().flatMap(event -> toldOf(event, crowd).stream()).toList();
    }

    private static List<Told> toldOf(JsonNode event, Collection<Person> crowd) {
        return crowd.stream()
                .filter(concernedBy(event))
                .map(person -> new Told(Facts.key(event), person, Subject.of(event, person)))
                .toList();
    }

    private static Predicate<Person> concernedBy(JsonNode event) {
        List<String> named = Facts.named(event);
        return person -> !person.id().equals(Facts.sender(event))
                && (person.repositories().contains(Facts.repository(event)) || named.contains(person.id()));
    }
}
