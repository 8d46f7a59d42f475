package dev.fanfare.standalone.system.seeing;

import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.Sinks;
import java.util.ArrayList;
import java.util.List;

/// People and events of which every count is known beforehand.
///
/// `ada` has a mailbox; that of `later` is full at first, that of `gone` is no more; the endpoint of `down` is broken
/// and that of `slow` slow.
record Traffic(FrontDoor door, Sinks sinks) {

    /// Stands in a webhook's URL and must stand nowhere else.
    static final String URL_TOKEN = "canary-url-token";

    private static final List<String> PRIORITIES = List.of("urgent", "high", "normal", "low");

    void prepare() {
        sinks.behaviour().refuse("later@example.org", 451);
        sinks.behaviour().refuse("gone@example.org", 550);
        sinks.behaviour().refuse("/down", 503);
        door.put("/v1/templates/words", "{\"en\": {\"subject\": \"Hello\", \"text\": \"A word.\"}}");
        door.put("/v1/rules/greeting", "{\"channels\": [\"in-app\", \"email\"], \"template\": \"words\"}");
        door.put("/v1/rules/alarm", "{\"channels\": [\"email\", \"webhook\"], \"template\": \"words\"}");
        door.recipients(List.of(
                mailbox("ada"),
                mailbox("later"),
                mailbox("gone"),
                endpoint("down", "/down?token=" + URL_TOKEN),
                endpoint("slow", "/slow")));
    }

    /// One greeting of each priority to `ada`, and one of them again.
    List<String> greet() {
        List<String> keys = new ArrayList<>();
        for (String priority : PRIORITIES) {
            keys.add(door.event(greeting(priority)));
        }
        door.event(greeting("urgent"));
        return keys;
    }

    /// To three who cannot be told at once, or at all.
    String alarm() {
        return door.event("""
                {"specversion": "1.0", "id": "alarm", "source": "/seeing", "type": "alarm", "recipients": "later,gone,down",
                 "correlationid": "c-alarm", "data": {}}""");
    }

    /// Of a type that no rule knows.
    String invented() {
        return door.event("""
                {"specversion": "1.0", "id": "invented", "source": "/seeing", "type": "invented.by.somebody", "recipients": "ada",
                 "channels": "in-app", "title": "Hello", "data": {}}""");
    }

    /// To the endpoint that takes its time.
    String slow() {
        return door.event("""
                {"specversion": "1.0", "id": "slow", "source": "/seeing", "type": "alarm", "recipients": "slow",
                 "channels": "webhook", "data": {}}""");
    }

    private static String greeting(String priority) {
        return """
                {"specversion": "1.0", "id": "greeting-%1$s", "source": "/seeing", "type": "greeting", "recipients": "ada",
                 "priority": "%1$s", "correlationid": "c-%1$s", "data": {}}""".formatted(priority);
    }

    private static String mailbox(String id) {
        return "{\"id\": \"%1$s\", \"email\": [\"%1$s@example.org\"]}".formatted(id);
    }

    private String endpoint(String id, String path) {
        return "{\"id\": \"%s\", \"webhook\": [{\"url\": \"%s\", \"secret\": \"%s\"}]}"
                .formatted(id, sinks.hook(path), Sinks.SECRET);
    }
}
