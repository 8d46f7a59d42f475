package dev.fanfare.standalone.system.bad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.system.parts.FrontDoor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/// Events that are accepted and cannot be told as they are; each ends with its reason.
record BadPeople(FrontDoor door) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// An event of exactly so many bytes.
    static byte[] eventOf(int size) {
        byte[] begin = """
                {"specversion": "1.0", "id": "size-%d", "source": "/bad", "type": "robust", "data": {"large": \"""".formatted(size).getBytes(StandardCharsets.UTF_8);
        byte[] end = "\"}}".getBytes(StandardCharsets.UTF_8);
        byte[] event = new byte[size];
        Arrays.fill(event, (byte) 'x');
        System.arraycopy(begin, 0, event, 0, begin.length);
        System.arraycopy(end, 0, event, size - end.length, end.length);
        return event;
    }

    /// Its final status.
    JsonNode told(String id, String more) {
        String key = door.event("""
                {"specversion": "1.0", "id": "%s", "source": "/bad", "type": "robust", %s}""".formatted(id, more));
        return door.statusOf(key, PATIENCE);
    }

    void endsSkipped(String id, String more, String channel, String reason) {
        JsonNode status = told(id, more);
        assertThat(status.path("state").asString()).as("%s", status).isEqualTo("DONE");
        assertThat(status.at("/channels/" + channel + "/skipped").asInt())
                .as("%s", status)
                .isEqualTo(1);
        assertThat(status.at("/reasons/" + reason).asInt()).as("%s", status).isPositive();
    }
}
