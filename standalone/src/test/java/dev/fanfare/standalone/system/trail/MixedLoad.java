package dev.fanfare.standalone.system.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.standalone.sink.Refusal;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.Sinks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// A dozen people for each thing that may become of a delivery.
final class MixedLoad {

    static final int EACH = 12;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String JSON = "application/json";
    private static final String QUIET =
            ", \"timeZone\": \"UTC\", \"preferences\": {\"quiet\": {\"from\": \"00:00\", \"to\": \"23:59\"}}";

    private final FrontDoor door;
    private final Sinks sinks;
    private final List<Told> told = new ArrayList<>();

    /// One event and whom it named.
    record Told(String key, List<String> people) {}

    MixedLoad(FrontDoor door, Sinks sinks) {
        this.door = door;
        this.sinks = sinks;
    }

    List<Told> told() {
        return told;
    }

    void run() {
        door.put(
                "/v1/templates/words",
                "{\"en\": {\"subject\": \"Hello {{recipient.id}}\", \"text\": \"A few words.\"}}");
        rule("well", "\"channels\": [\"email\", \"webhook\", \"in-app\"]");
        tell("well", "1", people("well", ""));
        String out = tell("well", "4", people("out", "", 503));
        throughTroubleOfProviders();
        leftOut();
        limited();
        later();
        String replayed = tell("well", "2", people("again", "", 400));
        door.statusOf(replayed, PATIENCE);
        door.statusOf(out, PATIENCE);
        sinks.allowAll();
        String asked = door.post("/v1/replays", JSON, """
                {"from": "dlt", "filter": {"event": "%s"}}""".formatted(replayed), 202);
        String replay = FrontDoor.JSON.readTree(asked).path("id").asString();
        await().atMost(PATIENCE).until(() -> door.get("/v1/replays/" + replay)
                .path("state")
                .asString()
                .equals("DONE"));
    }

    private void throughTroubleOfProviders() {
        tell("well", "3", people("refused", "", 404));
        List<String> busy = people("busy", "");
        busy.forEach(person -> sinks.behaviour().refuse("/" + person, new Refusal(503, 1, Duration.ZERO)));
        tell("well", "5", busy);
        List<String> bouncing = people("bouncing", "");
        bouncing.forEach(person -> sinks.behaviour().refuse(person + "@example.org", 550));
        tell("well", "6", bouncing);
    }

    private void leftOut() {
        tell("well", "8", people("muted", ", \"preferences\": {\"mute\": [\"well\"]}"));
        rule("texts", "\"channels\": [\"sms\", \"websocket\"]");
        tell("texts", "1", people("phoneless", ""));
        tell("well", "9", names("stranger"));
        List<String> excepted = people("excepted", "");
        rule("but", "\"channels\": [\"email\"], \"except\": \"{{data.but}}\"");
        told.add(new Told(
                event("but", "1", excepted, ", \"data\": {\"but\": \"" + String.join(",", excepted) + "\"}"),
                excepted));
        for (String actor : people("actor", "")) {
            told.add(new Told(
                    event("well", "by-" + actor, List.of(actor), ", \"actor\": \"" + actor + "\""), List.of(actor)));
        }
    }

    private void limited() {
        List<String> limited = people("limited", "");
        rule("once", "\"channels\": [\"email\"], \"same\": {\"by\": \"it\", \"within\": \"PT1H\"}");
        rule("seldom", "\"channels\": [\"email\"], \"cap\": {\"count\": 1, \"per\": \"PT1H\"}");
        for (String type : List.of("once", "seldom")) {
            door.statusOf(tell(type, "1", limited), PATIENCE);
            tell(type, "2", limited);
        }
    }

    private void later() {
        List<String> asleep = people("asleep", QUIET);
        rule("drop", "\"channels\": [\"email\"], \"quiet\": \"drop\"");
        tell("drop", "1", asleep);
        rule("brief", "\"channels\": [\"email\"], \"ttl\": \"PT3S\"");
        tell("brief", "1", asleep);
        rule("hold", "\"channels\": [\"email\"]");
        String cancelled = tell("hold", "1", asleep);
        await().atMost(PATIENCE)
                .until(() -> door.get("/v1/events/" + cancelled)
                                .at("/channels/email/open/held")
                                .asInt()
                        == EACH);
        door.steer("DELETE", "/v1/events/" + cancelled);
        rule("together", "\"channels\": [\"email\"], \"digest\": {\"window\": \"PT2S\"}");
        List<String> many = people("many", "");
        tell("together", "1", many);
        tell("together", "2", many);
        rule("steps", """
                "channels": ["in-app", "email", "webhook"], "steps": [{"channels": ["in-app"]},
                 {"after": "PT4S", "unless": "read", "channels": ["email"]},
                 {"after": "PT5S", "unless": "delivered", "channels": ["webhook"]}]""");
        List<String> readers = people("reader", "");
        String read = tell("steps", "1", readers);
        tell("steps", "2", people("patient", ""));
        readers.forEach(reader -> read(read, reader));
    }

    private void read(String event, String reader) {
        String id = DeliveryId.of(event, reader, Channel.IN_APP, reader);
        await().atMost(PATIENCE)
                .until(() -> !door.all("/v1/recipients/" + reader + "/inbox").isEmpty());
        door.post("/v1/recipients/" + reader + "/inbox/" + id + "/read", JSON, "", 204);
    }

    private String tell(String type, String id, List<String> people) {
        String key = event(type, id, people, "");
        told.add(new Told(key, people));
        return key;
    }

    private String event(String type, String id, List<String> people, String more) {
        return door.event("""
                {"specversion": "1.0", "id": "%s", "source": "/%s", "type": "%s", "recipients": "%s"%s}""".formatted(id, type, type, String.join(",", people), more));
    }

    private void rule(String type, String says) {
        door.put("/v1/rules/" + type, "{\"template\": \"words\", %s}".formatted(says));
    }

    private List<String> people(String kind, String more, int status) {
        List<String> people = people(kind, more);
        people.forEach(person -> sinks.behaviour().refuse("/" + person, status));
        return people;
    }

    private List<String> people(String kind, String more) {
        List<String> names = names(kind);
        door.recipients(names.stream()
                .map(id -> """
                        {"id": "%1$s", "email": ["%1$s@example.org"], "webhook": [{"url": "%2$s", "secret": "%3$s"}]%4$s}""".formatted(id, sinks.hook("/" + id), Sinks.SECRET, more))
                .toList());
        return names;
    }

    private static List<String> names(String kind) {
        return IntStream.range(0, EACH).mapToObj(n -> kind + "-" + n).toList();
    }

    /// Waits until nothing is open.
    void awaitEnd() {
        for (Told one : told) {
            await().atMost(PATIENCE).until(() -> isFinal(door.get("/v1/events/" + one.key())));
        }
    }

    private static boolean isFinal(JsonNode event) {
        assertThat(event.path("state").asString()).isNotEqualTo("FAILED");
        return List.of("DONE", "CANCELLED").contains(event.path("state").asString());
    }
}
