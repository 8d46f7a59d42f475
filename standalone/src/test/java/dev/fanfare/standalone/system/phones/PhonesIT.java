package dev.fanfare.standalone.system.phones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Unsubscribe;
import dev.fanfare.standalone.system.guarantees.CountsAddUp;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// From the event to the phone, through the whole system and over real sockets.
class PhonesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String SECRET = "a secret of thirty-two characters";

    @TempDir
    private Path data;

    @Test
    @DisplayName("S3-30 A text message reaches everybody with a number, and a push everybody with a token")
    void phones_are_reached() {
        try (TwilioSink twilio = new TwilioSink();
                PushSink push = new PushSink();
                PipelineProcess fanfare = PipelineProcess.withItsOwnBroker("phones", data, settings(twilio, push))) {
            fanfare.start();
            try (FrontDoor door = fanfare.frontDoor()) {
                prepare(door);
                JsonNode status = door.statusOf(tell(door, "first", "hour"), PATIENCE);

                assertThat(status.path("state").asString()).as("%s", status).isEqualTo("DONE");
                CountsAddUp.inEachChannelOf(status);
                assertThat(status.at("/channels/sms/delivered").asInt())
                        .as("%s", status)
                        .isEqualTo(3);
                assertThat(status.at("/channels/sms/skipped").asInt())
                        .as("%s", status)
                        .isEqualTo(1);
                assertThat(status.at("/channels/sms/dead").asInt())
                        .as("%s", status)
                        .isEqualTo(1);
                assertThat(twilio.messages).hasSize(4);
                assertThat(twilio.messages)
                        .filteredOn(message -> "+441632960001".equals(message.get("To")))
                        .singleElement()
                        .satisfies(message -> assertThat(message).containsEntry("Body", "ada: it is 7 o'clock"));
                assertThat(twilio.to("+441632960009")).isOne();
                pushesReachWhomTheyShould(door, push);
                aReportEndsWhatWasDelivered(door, status.path("key").asString(), twilio, fanfare.url());
                aLinkUnsubscribes(door, fanfare.url());
            }
        }
    }

    private static void pushesReachWhomTheyShould(FrontDoor door, PushSink push) {
        door.put("/v1/rules/bell", """
                {"audiences": ["all"], "channels": ["push"], "template": "hour"}""");
        door.put("/v1/recipients/ada", push.person("fcm-token-1", "/push/ada"));
        JsonNode status = door.statusOf(tell(door, "second", "bell"), PATIENCE);

        assertThat(status.path("state").asString()).as("%s", status).isEqualTo("DONE");
        CountsAddUp.inEachChannelOf(status);
        assertThat(status.at("/channels/push/delivered").asInt())
                .as("%s", status)
                .isEqualTo(2);
        assertThat(status.at("/channels/push/skipped").asInt()).as("%s", status).isEqualTo(2);
        assertThat(push.firebase).singleElement().satisfies(message -> assertThat(message)
                .contains("\"token\":\"fcm-token-1\"", "ada: it is 7 o'clock", "\"title\":\"The hour\""));
        assertThat(push.browsers).containsExactly("/push/ada");
        assertThat(door.get("/v1/recipients/ada").toString()).doesNotContain("fcm-token-1", "/push/ada");
        deadTokensAreTakenOff(door, push);
    }

    private static void deadTokensAreTakenOff(FrontDoor door, PushSink push) {
        door.put("/v1/recipients/ada/push/dead-token", "{\"provider\": \"fcm\"}");
        door.statusOf(tell(door, "third", "bell"), PATIENCE);
        await().atMost(PATIENCE)
                .until(() -> door.all("/v1/suppressions?channel=push").size() == 1);
        JsonNode status = door.statusOf(tell(door, "fourth", "bell"), PATIENCE);
        assertThat(status.at("/reasons/suppressed").asInt()).as("%s", status).isOne();
        assertThat(push.firebase)
                .filteredOn(message -> message.contains("dead-token"))
                .hasSize(1);

        door.put("/v1/recipients/ada/push/dead-token", "{\"provider\": \"fcm\"}");
        status = door.statusOf(tell(door, "fifth", "bell"), PATIENCE);
        assertThat(status.at("/channels/push/dead").asInt()).as("%s", status).isOne();
        assertThat(door.all("/v1/suppressions"))
                .as("and whoever answered STOP")
                .extracting(one -> one.path("reason").asString())
                .contains("unregistered", "opted-out");
    }

    private static void aReportEndsWhatWasDelivered(FrontDoor door, String key, TwilioSink twilio, String url) {
        String callback = twilio.messages.stream()
                .filter(message -> "+441632960001".equals(message.get("To")))
                .map(message -> message.get("StatusCallback"))
                .findFirst()
                .orElseThrow();
        String form = "ErrorCode=30005&MessageStatus=undelivered&To=%2B441632960001";
        String signature = TwilioSink.signature(callback, "ErrorCode30005MessageStatusundeliveredTo+441632960001");
        assertThat(posted(url + callback.replaceFirst("https://[^/]+", ""), form, signature))
                .isEqualTo(204);
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode status = door.get("/v1/events/" + key);
            assertThat(status.at("/channels/sms/dead").asInt()).as("%s", status).isEqualTo(2);
            assertThat(status.at("/channels/sms/delivered").asInt()).isEqualTo(2);
            CountsAddUp.inEachChannelOf(status);
            assertThat(door.all("/v1/suppressions?recipient=ada&channel=sms"))
                    .extracting(one -> one.path("reason").asString())
                    .containsExactly("bounced");
        });
    }

    private static void aLinkUnsubscribes(FrontDoor door, String url) {
        door.put("/v1/rules/letter", "{\"recipients\": \"ben\", \"channels\": [\"email\"], \"template\": \"hour\"}");
        door.put("/v1/recipients/ben", "{\"email\": [\"ben@example.org\"]}");
        String link = url + "/u/" + new Unsubscribe("ben", "letter").token(SECRET);
        assertThat(posted(link, "List-Unsubscribe=One-Click", "")).isEqualTo(200);
        JsonNode status = door.statusOf(tell(door, "sixth", "letter"), PATIENCE);
        assertThat(status.at("/reasons/muted").asInt()).as("%s", status).isOne();
        assertThat(door.get("/v1/recipients/ben/preferences").path("mute").toString())
                .contains("email:letter");
    }

    private static int posted(String url, String form, String signature) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .header("X-Twilio-Signature", signature.isEmpty() ? "-" : signature)
                                    .POST(BodyPublishers.ofString(form))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Map<String, String> settings(TwilioSink twilio, PushSink push) {
        Map<String, String> settings = new HashMap<>(twilio.settings());
        settings.putAll(push.settings());
        settings.put("fanfare.public-url", "https://news.example.org");
        settings.put("fanfare.link-secret", SECRET);
        return settings;
    }

    private static void prepare(FrontDoor door) {
        door.put("/v1/templates/hour", """
                {"en": {"subject": "The hour", "text": "A long text", "short": "{{recipient.id}}: it is {{data.hour}} o'clock"}}""");
        door.put("/v1/rules/hour", """
                {"audiences": ["all"], "recipients": "tel:+441632960009", "channels": ["sms"], "template": "hour"}""");
        door.put("/v1/recipients/ada", "{\"audiences\": [\"all\"], \"phone\": [\"+441632960001\", \"+441632960002\"]}");
        door.put("/v1/recipients/alan", "{\"audiences\": [\"all\"]}");
        door.put("/v1/recipients/stopped", "{\"audiences\": [\"all\"], \"phone\": [\"+441632960099\"]}");
    }

    private static String tell(FrontDoor door, String id, String type) {
        return door.event("""
                {"specversion": "1.0", "id": "%s", "source": "/phones", "type": "%s", "data": {"hour": 7}}""".formatted(id, type));
    }
}
