package dev.fanfare.standalone.system.timers;

import dev.fanfare.standalone.system.parts.FrontDoor;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// People of whom each waits for one mail: of an event with a time, of a digest of two events, or of the end of quiet
/// hours; all due at a full minute of a zone of their own, whose minutes begin when they are wanted.
///
/// @param due in this second
/// @param sendAt how many of each kind
record Waiting(String name, Instant due, int sendAt, int digests, int held) {

    private static final String EVENT = """
            {"specversion": "1.0", "id": "%1$s", "source": "/timers", "type": "%2$s", "recipients": "%3$s"%4$s}""";

    int size() {
        return sendAt + digests + held;
    }

    /// Each one's address, and when it is to be told.
    Map<String, Instant> addresses() {
        Map<String, Instant> all = new HashMap<>();
        people().forEach(person -> all.put(address(person), due));
        return all;
    }

    List<String> lines() {
        ZoneOffset zone = zone();
        return people().stream()
                .map(person -> """
                        {"id": "%s", "timeZone": "%s", "email": ["%s"]%s}""".formatted(
                                person, zone.getId(), address(person), person.contains("held") ? quiet(zone) : ""))
                .toList();
    }

    /// The rules of its events.
    void rules(FrontDoor door) {
        String common = "\"template\": \"timers\", \"channels\": [\"email\"]";
        door.put("/v1/rules/" + type("at"), "{" + common + "}");
        door.put("/v1/rules/" + type("held"), "{" + common + "}");
        door.put(
                "/v1/rules/" + type("digest"),
                "{%s, \"digest\": {\"at\": [\"%s\"]}}".formatted(common, minute(due, zone())));
    }

    /// One a line.
    List<String> events() {
        List<String> events = new ArrayList<>();
        people("at", sendAt)
                .forEach(person ->
                        events.add(EVENT.formatted(person, type("at"), person, ", \"sendat\": \"" + due + "\"")));
        people("held", held).forEach(person -> events.add(EVENT.formatted(person, type("held"), person, "")));
        people("digest", digests).forEach(person -> {
            events.add(EVENT.formatted(person + "-1", type("digest"), person, ""));
            events.add(EVENT.formatted(person + "-2", type("digest"), person, ""));
        });
        return events;
    }

    private List<String> people() {
        List<String> all = new ArrayList<>(people("at", sendAt));
        all.addAll(people("digest", digests));
        all.addAll(people("held", held));
        return all;
    }

    private List<String> people(String kind, int number) {
        return IntStream.range(0, number)
                .mapToObj(n -> name + "-" + kind + "-" + n)
                .toList();
    }

    private String type(String kind) {
        return "timers." + name + "." + kind;
    }

    private String quiet(ZoneOffset zone) {
        return ", \"preferences\": {\"quiet\": {\"from\": \"%s\", \"to\": \"%s\"}}"
                .formatted(minute(due.minus(Duration.ofMinutes(30)), zone), minute(due, zone));
    }

    private ZoneOffset zone() {
        return ZoneOffset.ofTotalSeconds((int) Math.floorMod(-due.getEpochSecond(), 60L));
    }

    private static String minute(Instant at, ZoneOffset zone) {
        return at.atOffset(zone).toLocalTime().withSecond(0).toString();
    }

    private static String address(String person) {
        return person + "@example.org";
    }
}
