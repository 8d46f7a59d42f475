package dev.fanfare.standalone.system.phones;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.system.guarantees.CountsAddUp;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.PipelineProcess;
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

    @TempDir
    private Path data;

    @Test
    @DisplayName("S3-30 A text message reaches everybody with a number")
    void text_messages_reach_whom_they_should() {
        try (TwilioSink twilio = new TwilioSink();
                PipelineProcess fanfare = PipelineProcess.withItsOwnBroker("phones", data, settings(twilio))) {
            fanfare.start();
            try (FrontDoor door = fanfare.frontDoor()) {
                prepare(door);
                JsonNode status = door.statusOf(tell(door, "first"), PATIENCE);

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
            }
        }
    }

    private static Map<String, String> settings(TwilioSink twilio) {
        return new HashMap<>(twilio.settings());
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

    private static String tell(FrontDoor door, String id) {
        return door.event("""
                {"specversion": "1.0", "id": "%s", "source": "/phones", "type": "hour", "data": {"hour": 7}}""".formatted(id));
    }
}
