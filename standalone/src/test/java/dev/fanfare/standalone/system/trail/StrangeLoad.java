package dev.fanfare.standalone.system.trail;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Event;
import dev.fanfare.standalone.sink.Refusal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/// A dozen people for each thing that a strange event comes to, and for each state in which a delivery waits.
final class StrangeLoad {

    private static final String SOURCE = "/strange";

    private final Load load;
    private final StrangeRecords records;
    private final List<String> people = Load.names("well");

    StrangeLoad(Load load, StrangeRecords records) {
        this.load = load;
        this.records = records;
    }

    /// Before the others, whose templates are taken as in force when these are as well.
    void prepare() {
        records.template("broken", "{{#x}}");
    }

    void run() {
        load.told(records.event(named("no-rule").build()), people);
        load.told(records.event(named("no-template").setTemplate("none").build()), people);
        load.told(
                records.event(named("no-time")
                        .setTemplate("words")
                        .setSendAt("at nine")
                        .build()),
                people);
        load.told(
                records.event(named("broken")
                        .setTemplate("broken")
                        .setChannels(List.of(Channel.IN_APP))
                        .build()),
                people);
        large();
        load.rule("alone", "\"audiences\": [\"of-nobody\"], \"channels\": [\"email\"]");
        load.told(load.event("alone", "1", List.of(), ""), people);
        IntStream.range(0, Load.EACH).forEach(_ -> records.rubbish());
    }

    private void large() {
        load.door()
                .put(
                        "/v1/templates/large",
                        "{\"en\": {\"subject\": \"Large\", \"text\": \"{{#data.l}}{{#data.l}}{{#data.l}}0123456789{{/data.l}}{{/data.l}}{{/data.l}}\"}}");
        String data = IntStream.range(0, 100).boxed().toList().toString();
        load.told(
                load.event("well", "large", people, ", \"template\": \"large\", \"data\": {\"l\": %s}".formatted(data)),
                people);
    }

    /// What waits when all else has ended.
    void leaveOpen() {
        load.rule("inbox", "\"channels\": [\"in-app\"]");
        List<String> zoned = load.people("zoned", ", \"timeZone\": \"UTC\"");
        LocalDateTime hence = LocalDateTime.now(ZoneOffset.UTC).plusHours(1).truncatedTo(ChronoUnit.SECONDS);
        load.tellForLater(
                "/channels/in-app/open/held",
                load.event("inbox", "1", zoned, ", \"sendat\": \"" + hence + "\""),
                zoned);
        load.rule("daily", "\"channels\": [\"email\"], \"digest\": {\"window\": \"PT1H\"}");
        load.tellForLater("/channels/email/open/held", load.event("daily", "1", people, ""), people);
        load.rule("hooks", "\"channels\": [\"webhook\"]");
        List<String> later = load.people("later", "");
        later.forEach(
                person -> load.sinks().behaviour().refuse("/" + person, new Refusal(503, 1, Duration.ofHours(1))));
        load.tellForLater("/channels/webhook/open/deferred", load.event("hooks", "1", later, ""), later);
        load.door().post("/v1/channels/websocket/pause", "application/json", "", 202);
        load.tellForLater("/channels/websocket/open/queued", load.event("texts", "2", people, ""), people);
    }

    private Event.Builder named(String id) {
        return Event.newBuilder()
                .setId(id)
                .setSource(SOURCE)
                .setType("without-rule")
                .setRecipients(people);
    }
}
