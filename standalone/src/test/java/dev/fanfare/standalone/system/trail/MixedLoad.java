package dev.fanfare.standalone.system.trail;

import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.standalone.sink.Refusal;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.Sinks;
import java.time.Duration;
import java.util.List;

/// A dozen people for each thing that the rules, the person and the providers may make of a delivery.
final class MixedLoad {

    private static final String JSON = "application/json";
    private static final String QUIET =
            ", \"timeZone\": \"UTC\", \"preferences\": {\"quiet\": {\"from\": \"00:00\", \"to\": \"23:59\"}}";

    private final Load load;
    private final FrontDoor door;
    private final Sinks sinks;

    MixedLoad(Load load) {
        this.load = load;
        door = load.door();
        sinks = load.sinks();
    }

    void prepare() {
        door.put(
                "/v1/templates/words",
                "{\"en\": {\"subject\": \"Hello {{recipient.id}}\", \"text\": \"A few words.\"}}");
    }

    void run() {
        load.rule("well", "\"channels\": [\"email\", \"webhook\", \"in-app\"]");
        load.tell("well", "1", load.people("well", ""));
        String out = load.tell("well", "4", load.people("out", "", 503));
        throughTroubleOfProviders();
        leftOut();
        limited();
        later();
        List<String> again = load.people("again", "", 400);
        String replayed = load.tell("well", "2", again);
        door.statusOf(replayed, Load.PATIENCE);
        door.statusOf(out, Load.PATIENCE);
        again.forEach(person -> sinks.behaviour().allow("/" + person));
        String asked = door.post("/v1/replays", JSON, """
                {"from": "dlt", "filter": {"event": "%s"}}""".formatted(replayed), 202);
        String replay = FrontDoor.JSON.readTree(asked).path("id").asString();
        await().atMost(Load.PATIENCE).until(() -> door.get("/v1/replays/" + replay)
                .path("state")
                .asString()
                .equals("DONE"));
    }

    private void throughTroubleOfProviders() {
        load.tell("well", "3", load.people("refused", "", 404));
        List<String> busy = load.people("busy", "");
        busy.forEach(person -> sinks.behaviour().refuse("/" + person, new Refusal(503, 1, Duration.ZERO)));
        load.tell("well", "5", busy);
        List<String> bouncing = load.people("bouncing", "");
        bouncing.forEach(person -> sinks.behaviour().refuse(person + "@example.org", 551));
        load.awaitEnd(load.tell("well", "6", bouncing));
        await().atMost(Load.PATIENCE)
                .until(() -> door.all("/v1/suppressions?channel=email").size() == Load.EACH);
        load.tell("well", "7", bouncing);
        List<String> gone = load.people("gone", "", 410);
        load.awaitEnd(load.tell("well", "10", gone));
        load.tell("well", "11", gone);
    }

    private void leftOut() {
        load.tell("well", "8", load.people("muted", ", \"preferences\": {\"mute\": [\"well\"]}"));
        load.rule("texts", "\"channels\": [\"sms\", \"websocket\"]");
        load.tell("texts", "1", load.people("phoneless", ""));
        load.tell("well", "9", Load.names("stranger"));
        List<String> excepted = load.people("excepted", "");
        load.rule("but", "\"channels\": [\"email\"], \"except\": \"{{data.but}}\"");
        load.told(
                load.event("but", "1", excepted, ", \"data\": {\"but\": \"" + String.join(",", excepted) + "\"}"),
                excepted);
        for (String actor : load.people("actor", "")) {
            load.told(
                    load.event("well", "by-" + actor, List.of(actor), ", \"actor\": \"" + actor + "\""),
                    List.of(actor));
        }
    }

    private void limited() {
        List<String> limited = load.people("limited", "");
        load.rule("once", "\"channels\": [\"email\"], \"same\": {\"by\": \"it\", \"within\": \"PT1H\"}");
        load.rule("seldom", "\"channels\": [\"email\"], \"cap\": {\"count\": 1, \"per\": \"PT1H\"}");
        for (String type : List.of("once", "seldom")) {
            door.statusOf(load.tell(type, "1", limited), Load.PATIENCE);
            load.tell(type, "2", limited);
        }
    }

    private void later() {
        List<String> asleep = load.people("asleep", QUIET);
        load.rule("drop", "\"channels\": [\"email\"], \"quiet\": \"drop\"");
        load.tell("drop", "1", asleep);
        load.rule("brief", "\"channels\": [\"email\"], \"ttl\": \"PT3S\"");
        load.tell("brief", "1", asleep);
        load.rule("hold", "\"channels\": [\"email\"]");
        String cancelled = load.tell("hold", "1", asleep);
        await().atMost(Load.PATIENCE)
                .until(() -> door.get("/v1/events/" + cancelled)
                                .at("/channels/email/open/held")
                                .asInt()
                        == Load.EACH);
        door.steer("DELETE", "/v1/events/" + cancelled);
        load.rule("together", "\"channels\": [\"email\"], \"digest\": {\"window\": \"PT2S\"}");
        List<String> many = load.people("many", "");
        load.tell("together", "1", many);
        load.tell("together", "2", many);
        load.rule("steps", """
                "channels": ["in-app", "email", "webhook"], "steps": [{"channels": ["in-app"]},
                 {"after": "PT4S", "unless": "read", "channels": ["email"]},
                 {"after": "PT5S", "unless": "delivered", "channels": ["webhook"]}]""");
        List<String> readers = load.people("reader", "");
        String read = load.tell("steps", "1", readers);
        load.tell("steps", "2", load.people("patient", ""));
        readers.forEach(reader -> read(read, reader));
    }

    private void read(String event, String reader) {
        String id = DeliveryId.of(event, reader, Channel.IN_APP, reader);
        await().atMost(Load.PATIENCE)
                .until(() -> !door.all("/v1/recipients/" + reader + "/inbox").isEmpty());
        door.post("/v1/recipients/" + reader + "/inbox/" + id + "/read", JSON, "", 204);
    }
}
