package dev.fanfare.standalone.system.console;

import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.Sinks;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What is there to be seen: people, one whose mailbox does not exist and one whose endpoint is out of order, and
/// events
/// of which one is told, one waits, and one goes wrong.
record Scene(FrontDoor door, Sinks sinks) {

    /// An attribute by which an event waits for long enough to be looked at.
    static final String IN_HOURS =
            ", \"sendat\": \"" + Instant.now().plus(Duration.ofHours(5)).truncatedTo(ChronoUnit.SECONDS) + "\"";

    static final Duration PATIENCE = Duration.ofSeconds(60);

    String prepare() {
        sinks.behaviour().refuse("/broken", 400);
        sinks.behaviour().refuse("/later", 503);
        door.put("/v1/templates/welcome", """
                {"en": {"subject": "Welcome, {{recipient.id}}", "text": "Your number is {{data.number}} <b>&</b>", "html": "<p>{{data.number}}</p>"},
                 "de": {"subject": "Willkommen, {{recipient.id}}", "text": "Deine Nummer ist {{data.number}}"}}""");
        door.put("/v1/rules/user.welcome", """
                {"audiences": ["role:member"], "channels": ["in-app", "email", "webhook"], "template": "welcome"}""");
        person("ada", "en-GB", "/fine");
        person("bob", "de-AT", "/broken");
        person("cleo", "en", "/later");
        door.put(
                "/v1/recipients/dora/preferences",
                "{\"mute\": [\"email:*\"], \"quiet\": {\"from\": \"22:00\", \"to\": \"07:00\"}}");
        String key = door.event(event("1", ""));
        door.event(event("2", IN_HOURS));
        await().atMost(PATIENCE)
                .until(() -> door.get("/v1/dead-letters").path("items").size() == 1
                        && door.get("/v1/scheduled?kind=retry").path("items").size() == 1);
        await().atMost(PATIENCE)
                .until(() -> door.get("/v1/events/" + key).path("progress").asDouble() > 0.8);
        return key;
    }

    String event(String id, String more) {
        return """
                {"specversion": "1.0", "id": "%s", "source": "/tests/console", "type": "user.welcome", "correlationid": "c-%s",
                 "data": {"number": "4711 <script>alert(1)</script>"}%s}""".formatted(id, id, more);
    }

    private void person(String id, String locale, String hook) {
        door.put("/v1/recipients/" + id, """
                {"locale": "%s", "timeZone": "Europe/Vienna", "audiences": ["role:member"], "email": ["%s@example.org"],
                 "webhook": [{"url": "%s", "secret": "%s"}]}""".formatted(locale, id, sinks.hook(hook), Sinks.SECRET));
    }
}
