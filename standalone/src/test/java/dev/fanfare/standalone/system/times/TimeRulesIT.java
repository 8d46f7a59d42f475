package dev.fanfare.standalone.system.times;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.guarantees.CountsAddUp;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Each rule of time once at a running pipeline, with windows of seconds.
class TimeRulesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String JSON = "application/json";

    @TempDir
    private Path data;

    @Test
    @DisplayName(
            "S1-40, S3-29, S4-23: send-at, series, quiet hours, sameness, caps, digests and steps hold at a running pipeline")
    void each_rule_of_time_holds_at_a_running_pipeline() {
        try (Sinks sinks = new Sinks(Duration.ZERO);
                PipelineProcess fanfare = PipelineProcess.withItsOwnBroker("times", data, sinks.settings())) {
            fanfare.start();
            try (FrontDoor door = fanfare.frontDoor()) {
                door.put("/v1/templates/words", "{\"en\": {\"subject\": \"Words\", \"text\": \"A few.\"}}");
                whatHasATimeIsToldThenAndASeriesAgain(door, sinks);
                whoIsInQuietHoursIsToldWhenTheyEnd(door, sinks);
                theSameIsToldOnceAndNotMoreThanTheCap(door, sinks);
                whatComesInAWindowIsOneMail(door, sinks);
                whoHasReadGetsNoMail(door, sinks);
                whoCannotBeReachedOneWayIsReachedAnother(door, sinks);
            }
        }
    }

    private static void whatHasATimeIsToldThenAndASeriesAgain(FrontDoor door, Sinks sinks) {
        person(door, sinks, "lisa", "");
        rule(door, "timed", "\"channels\": [\"email\"]");
        Instant at = Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.SECONDS);
        String once = tellAt(door, "once", "sendat", at.toString());
        String series = tellAt(door, "again", "every", "R3/%s/PT1M".formatted(at));
        String first = EventKey.of("/timed", "again/" + at);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(door.all("/v1/scheduled?kind=sendat"))
                .extracting(waiting -> waiting.path("event").asString())
                .containsExactlyInAnyOrder(once, series, first));
        for (String key : List.of(once, first)) {
            JsonNode done = door.statusOf(key, PATIENCE);
            assertThat(done.at("/channels/email/delivered").asInt())
                    .as("%s", done)
                    .isEqualTo(1);
        }
        assertThat(mails(sinks, "lisa")).hasSize(2).allSatisfy(mail -> assertThat(mail.at())
                .isAfterOrEqualTo(at));
        String second = EventKey.of("/timed", "again/" + at.plusSeconds(60));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(door.all("/v1/scheduled?kind=sendat"))
                .extracting(waiting -> waiting.path("event").asString())
                .containsExactlyInAnyOrder(series, second));
        door.steer("DELETE", "/v1/events/" + series);
        await().atMost(PATIENCE)
                .until(() -> door.all("/v1/scheduled?kind=sendat").isEmpty());
    }

    private static String tellAt(FrontDoor door, String id, String attribute, String when) {
        return door.event("""
                {"specversion": "1.0", "id": "%s", "source": "/timed", "type": "timed", "recipients": "lisa", "%s": "%s", "data": {}}""".formatted(id, attribute, when));
    }

    /// Where it is some seconds before a full minute, so that quiet hours end soon.
    private static void whoIsInQuietHoursIsToldWhenTheyEnd(FrontDoor door, Sinks sinks) {
        rule(door, "quiet", "\"channels\": [\"email\"]");
        Instant end = Instant.now().plusSeconds(10).truncatedTo(ChronoUnit.SECONDS);
        ZoneOffset there = ZoneOffset.ofTotalSeconds(Math.floorMod(-end.getEpochSecond(), 60));
        person(door, sinks, "ada", """
                , "timeZone": "%s", "preferences": {"quiet": {"from": "%s", "to": "%s"}}""".formatted(
                        there.getId(), hourAndMinute(end.minusSeconds(120), there), hourAndMinute(end, there)));
        String key = tell(door, "quiet", "1", "ada");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(door.all("/v1/events/" + key + "/deliveries"))
                .singleElement()
                .satisfies(delivery -> {
                    assertThat(delivery.path("state").asString()).isEqualTo("HELD");
                    assertThat(delivery.path("reason").asString()).isEqualTo("quiet");
                    assertThat(Instant.parse(delivery.path("heldUntil").asString()))
                            .isEqualTo(end);
                }));
        await().atMost(PATIENCE)
                .until(() -> door.get("/v1/events/" + key)
                                .at("/channels/email/open/held")
                                .asInt()
                        == 1);
        assertThat(door.all("/v1/scheduled?kind=quiet"))
                .extracting(waiting -> waiting.path("event").asString())
                .containsExactly(key);
        JsonNode done = door.statusOf(key, PATIENCE);
        CountsAddUp.inEachChannelOf(done);
        assertThat(done.at("/channels/email/delivered").asInt()).isEqualTo(1);
        assertThat(mails(sinks, "ada")).singleElement().satisfies(mail -> assertThat(mail.at())
                .isAfterOrEqualTo(end));
    }

    private static void theSameIsToldOnceAndNotMoreThanTheCap(FrontDoor door, Sinks sinks) {
        person(door, sinks, "alan", "");
        rule(door, "once", """
                "channels": ["email"], "same": {"by": "{{data.about}}", "within": "PT1H"}""");
        rule(door, "seldom", """
                "channels": ["email"], "cap": {"count": 1, "per": "PT1H"}""");
        assertThat(skipped(door, tell(door, "once", "1", "alan"), "same")).isZero();
        assertThat(skipped(door, tell(door, "once", "2", "alan"), "same")).isEqualTo(1);
        assertThat(skipped(door, tell(door, "seldom", "1", "alan"), "capped")).isZero();
        assertThat(skipped(door, tell(door, "seldom", "2", "alan"), "capped")).isEqualTo(1);
        assertThat(mails(sinks, "alan")).hasSize(2);
    }

    private static void whatComesInAWindowIsOneMail(FrontDoor door, Sinks sinks) {
        person(door, sinks, "mina", "");
        rule(door, "together", """
                "channels": ["email"], "digest": {"window": "PT3S"}""");
        String one = tell(door, "together", "1", "mina");
        String two = tell(door, "together", "2", "mina");
        String cancelled = tell(door, "together", "3", "mina");
        await().atMost(PATIENCE)
                .until(() -> door.all("/v1/events/" + cancelled + "/deliveries").size() == 1);
        door.steer("DELETE", "/v1/events/" + cancelled);
        String digest = digestOf(door, one);
        assertThat(digestOf(door, two)).isEqualTo(digest);
        assertThat(door.all("/v1/scheduled?kind=digest")).hasSize(1);
        for (String key : List.of(one, two)) {
            JsonNode done = door.statusOf(key, PATIENCE);
            assertThat(done.path("state").asString()).as("%s", done).isEqualTo("DONE");
            CountsAddUp.inEachChannelOf(done);
            assertThat(done.at("/channels/email/delivered").asInt())
                    .as("%s", done)
                    .isEqualTo(1);
        }
        assertThat(mails(sinks, "mina")).singleElement().satisfies(mail -> assertThat(mail.delivery())
                .isEqualTo(digest));
        assertThat(door.get("/v1/deliveries/" + digest).path("state").asString())
                .isEqualTo("DELIVERED");
        await().atMost(PATIENCE)
                .until(() -> door.get("/v1/events/" + cancelled)
                                .at("/channels/email/cancelled")
                                .asInt()
                        == 1);
        assertThat(door.all("/v1/scheduled?kind=digest")).isEmpty();
    }

    private static String digestOf(FrontDoor door, String key) {
        await().atMost(PATIENCE)
                .until(() -> door.all("/v1/events/" + key + "/deliveries").size() == 1);
        JsonNode delivery = door.all("/v1/events/" + key + "/deliveries").getFirst();
        assertThat(delivery.path("state").asString()).as("%s", delivery).isEqualTo("HELD");
        assertThat(delivery.path("reason").asString()).as("%s", delivery).isEqualTo("digested");
        return delivery.path("digest").asString();
    }

    private static void whoHasReadGetsNoMail(FrontDoor door, Sinks sinks) {
        person(door, sinks, "grace", "");
        rule(door, "inbox", """
                "channels": ["in-app", "email"], "steps": [{"channels": ["in-app"]}, {"after": "PT30S", "unless": "read", "channels": ["email"]}]""");
        rule(door, "soon", """
                "channels": ["in-app", "email"], "steps": [{"channels": ["in-app"]}, {"after": "PT2S", "unless": "read", "channels": ["email"]}]""");
        String unread = tell(door, "soon", "1", "grace");
        String read = tell(door, "inbox", "1", "grace");
        String item = "/v1/recipients/grace/inbox/" + DeliveryId.of(read, "grace", Channel.IN_APP, "grace") + "/read";
        await().atMost(PATIENCE)
                .until(() -> door.all("/v1/recipients/grace/inbox").size() == 2);
        door.post(item, JSON, "", 204);
        assertThat(skipped(door, read, "read")).isEqualTo(1);
        assertThat(skipped(door, unread, "read")).isZero();
        assertThat(mails(sinks, "grace")).hasSize(1);
        rule(door, "hook", """
                "channels": ["webhook", "email"], "steps": [{"channels": ["webhook"]}, {"after": "PT1H", "unless": "read", "channels": ["email"]}]""");
        String hooked = tell(door, "hook", "1", "grace");
        String webhook = DeliveryId.of(hooked, "grace", Channel.WEBHOOK, sinks.hook("/grace"));
        await().atMost(PATIENCE).until(() -> door.statusCode("/v1/deliveries/" + webhook) == 200);
        door.post("/v1/deliveries/" + webhook + "/ack", JSON, "", 204);
        assertThat(skipped(door, hooked, "read")).isEqualTo(1);
    }

    private static void whoCannotBeReachedOneWayIsReachedAnother(FrontDoor door, Sinks sinks) {
        person(door, sinks, "mary", "");
        sinks.behaviour().refuse("/mary", 404);
        rule(door, "else", """
                "channels": ["webhook", "email"], "steps": [{"channels": ["webhook"]}, {"after": "PT1H", "unless": "delivered", "channels": ["email"]}]""");
        JsonNode done = door.statusOf(tell(door, "else", "1", "mary"), PATIENCE);
        assertThat(done.at("/channels/webhook/dead").asInt()).as("%s", done).isEqualTo(1);
        assertThat(done.at("/channels/email/delivered").asInt()).as("%s", done).isEqualTo(1);
        String reached = tell(door, "else", "2", "grace");
        assertThat(skipped(door, reached, "reached")).isEqualTo(1);
    }

    private static int skipped(FrontDoor door, String key, String reason) {
        JsonNode done = door.statusOf(key, PATIENCE);
        assertThat(done.path("state").asString()).as("%s", done).isEqualTo("DONE");
        CountsAddUp.inEachChannelOf(done);
        return done.path("reasons").path(reason).asInt(0);
    }

    private static List<Received> mails(Sinks sinks, String person) {
        return sinks.received().stream()
                .filter(call -> call.address().equals(person + "@example.org"))
                .toList();
    }

    private static void person(FrontDoor door, Sinks sinks, String id, String more) {
        door.put("/v1/recipients/" + id, """
                {"email": ["%1$s@example.org"], "webhook": [{"url": "%2$s", "secret": "%3$s"}]%4$s}""".formatted(id, sinks.hook("/" + id), Sinks.SECRET, more));
    }

    private static void rule(FrontDoor door, String type, String says) {
        door.put("/v1/rules/" + type, "{\"template\": \"words\", %s}".formatted(says));
    }

    private static String tell(FrontDoor door, String type, String id, String person) {
        return door.event("""
                {"specversion": "1.0", "id": "%s", "source": "/%s", "type": "%s", "recipients": "%s", "data": {"about": "it"}}""".formatted(id, type, type, person));
    }

    private static String hourAndMinute(Instant time, ZoneOffset there) {
        return time.atOffset(there)
                .toLocalTime()
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }
}
