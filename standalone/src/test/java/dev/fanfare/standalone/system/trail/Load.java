package dev.fanfare.standalone.system.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.Sinks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// Who is told what, and how that is asked for.
final class Load {

    /// People for each thing that may become of a delivery.
    static final int EACH = 12;

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final List<String> ENDED = List.of("DONE", "CANCELLED", "UNMATCHED", "FAILED", "EXPIRED");

    private final FrontDoor door;
    private final Sinks sinks;
    private final List<Told> told = new ArrayList<>();

    /// One event and whom it named.
    ///
    /// @param waits where its status counts what goes on waiting, one of each person; empty where all ends
    record Told(String key, List<String> people, String waits) {}

    Load(FrontDoor door, Sinks sinks) {
        this.door = door;
        this.sinks = sinks;
    }

    FrontDoor door() {
        return door;
    }

    Sinks sinks() {
        return sinks;
    }

    List<Told> told() {
        return told;
    }

    /// Which ends.
    String tell(String type, String id, List<String> people) {
        return told(event(type, id, people, ""), people);
    }

    /// Which ends.
    String told(String key, List<String> people) {
        told.add(new Told(key, people, ""));
        return key;
    }

    /// Which goes on waiting.
    void tellForLater(String waits, String key, List<String> people) {
        told.add(new Told(key, people, waits));
    }

    String event(String type, String id, List<String> people, String more) {
        return door.event("""
                {"specversion": "1.0", "id": "%s", "source": "/%s", "type": "%s", "recipients": "%s"%s}""".formatted(id, type, type, String.join(",", people), more));
    }

    void rule(String type, String says) {
        door.put("/v1/rules/" + type, "{\"template\": \"words\", %s}".formatted(says));
    }

    /// Whose endpoints answer with this.
    List<String> people(String kind, String more, int status) {
        List<String> people = people(kind, more);
        people.forEach(person -> sinks.behaviour().refuse("/" + person, status));
        return people;
    }

    List<String> people(String kind, String more) {
        List<String> names = names(kind);
        door.recipients(names.stream().map(id -> person(id, more)).toList());
        return names;
    }

    /// With a mailbox and an endpoint.
    String person(String id, String more) {
        return """
                {"id": "%1$s", "email": ["%1$s@example.org"], "webhook": [{"url": "%2$s", "secret": "%3$s"}]%4$s}""".formatted(id, sinks.hook("/" + id), Sinks.SECRET, more);
    }

    static List<String> names(String kind) {
        return IntStream.range(0, EACH).mapToObj(n -> kind + "-" + n).toList();
    }

    void awaitEnd(String event) {
        await().atMost(PATIENCE).until(() -> isFinal(door.get("/v1/events/" + event)));
    }

    /// Waits until all that ends has ended, and all else waits.
    void awaitEnd() {
        for (Told one : told) {
            if (one.waits().isEmpty()) {
                awaitEnd(one.key());
            } else {
                await().atMost(PATIENCE)
                        .until(() -> door.get("/v1/events/" + one.key())
                                        .at(one.waits())
                                        .asInt()
                                == one.people().size());
            }
        }
    }

    private static boolean isFinal(JsonNode event) {
        assertThat(event.path("state").isString()).as("%s", event).isTrue();
        return ENDED.contains(event.path("state").asString());
    }
}
