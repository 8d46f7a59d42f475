package dev.fanfare.producer.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class PostBatchTest {

    @RegisterExtension
    static final World WORLD = new World();

    @Test
    @DisplayName("S1-44 one call brings many events, each taken or rejected for itself")
    void each_event_is_taken_or_rejected_for_itself() {
        Answer answer = batch(
                event("b-1", "Hello"),
                "{\"specversion\":\"1.0\",\"id\":\"b-2\",\"id\":\"twice\"}",
                "7",
                event("b-3", "Hello").replace("\"/batch\"", "\"\""),
                event("b-4", "Hello"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
        assertThat(texts(answer.json().path("events"), "id")).containsExactly("b-1", "b-4");
        JsonNode rejected = answer.json().path("rejected");
        assertThat(texts(rejected, "index")).containsExactly("1", "2", "3");
        assertThat(rejected.get(2).path("id").asString()).isEqualTo("b-3");
        assertThat(rejected.get(2).path("field").asString()).isEqualTo("source");
        assertThat(rejected.get(2).path("problem").asString()).startsWith("source: ");
        assertThat(WORLD.written().last(World.TOPICS.events(Lane.STANDARD), Event.class, EventKey.of("/batch", "b-4")))
                .isNotNull();
    }

    @Test
    void an_event_that_stands_twice_in_a_batch_is_written_once() {
        Answer answer = batch(event("b-5", "Hello"), event("b-5", "Hello"), event("b-5", "Other words"));

        assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
        assertThat(answer.json().path("events").get(1).path("duplicate").booleanValue())
                .isTrue();
        assertThat(answer.json().path("rejected").get(0).path("index").asInt()).isEqualTo(2);
        assertThat(answer.json().path("rejected").get(0).path("status").asInt()).isEqualTo(409);
        String key = EventKey.of("/batch", "b-5");
        assertThat(WORLD.written().on(World.TOPICS.events(Lane.STANDARD), Event.class))
                .filteredOn(entry -> key.equals(entry.key()))
                .hasSize(1);
    }

    @Test
    void a_conflict_with_an_earlier_event_is_rejected() {
        String key = EventKey.of("/batch", "b-6");
        WORLD.streams()
                .says(
                        "/internal/events/known",
                        200,
                        "{\"known\":{\"" + key
                                + "\":{\"fingerprint\":\"1\",\"topic\":\"t\",\"partition\":0,\"offset\":0}}}");

        Answer answer = batch(event("b-7", "Hello"), event("b-6", "Hello"));

        assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.json().path("rejected").get(0).path("id").asString()).isEqualTo("b-6");
        assertThat(answer.json().path("rejected").get(0).path("status").asInt()).isEqualTo(409);
    }

    @Test
    void none_accepted_is_422_with_the_reasons() {
        Answer answer = batch(event("b-8", "Hello").replace("\"1.0\"", "\"2.0\""));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("rejected").get(0).path("field").asString())
                .isEqualTo("specversion");
    }

    @Test
    void a_broken_array_is_400_and_nothing_is_taken() {
        Answer answer = WORLD.front().post("/v1/events", Front.BATCH, "[" + event("b-9", "Hello") + ",");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(WORLD.written().last(World.TOPICS.events(Lane.STANDARD), Event.class, EventKey.of("/batch", "b-9")))
                .isNull();
    }

    @Test
    void an_oversize_event_is_rejected_and_the_others_are_taken() {
        Answer answer = batch(event("b-10", "Hello"), event("b-11", "x".repeat(256 * 1024)));

        assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.json().path("rejected").get(0).path("status").asInt()).isEqualTo(413);
    }

    @Test
    void a_thousand_events_or_8_mib_are_a_batch() {
        String thousand = IntStream.range(0, 1_000)
                .mapToObj(n -> event("b-t-" + n, "Hello"))
                .collect(Collectors.joining(",", "[", "]"));

        assertThat(WORLD.front()
                        .post("/v1/events", Front.BATCH, thousand)
                        .json()
                        .path("accepted")
                        .asInt())
                .isEqualTo(1_000);
        assertThat(WORLD.front()
                        .post("/v1/events", Front.BATCH, thousand.replaceFirst("\\[", "[{},"))
                        .status())
                .isEqualTo(413);
        assertThat(WORLD.front()
                        .post("/v1/events", Front.BATCH, "[" + " ".repeat(8 * 1024 * 1024) + "]")
                        .status())
                .isEqualTo(413);
    }

    private static Answer batch(String... events) {
        return WORLD.front().post("/v1/events", Front.BATCH, "[" + String.join(",", events) + "]");
    }

    private static String event(String id, String title) {
        return """
                {"specversion":"1.0","id":"%s","source":"/batch","type":"t","recipients":"ada","title":"Hi","body":"%s"}""".formatted(id, title);
    }

    private static List<String> texts(JsonNode list, String field) {
        return list.values().stream().map(item -> item.path(field).asString()).toList();
    }
}
