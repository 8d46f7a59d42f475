package dev.fanfare.producer.steer;

import static dev.fanfare.producer.fakes.Front.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Cases;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.EventControl;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SteerCallsTest {

    @RegisterExtension
    static final World WORLD = new World();

    private final String key = EventKey.of("/steer", UUID.randomUUID().toString());

    @Test
    void a_cancel_is_durable_on_its_events_partition_before_its_answer() {
        stands("DELIVERING");

        Answer answer = WORLD.front().delete(event());

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().path("status").asString()).isEqualTo(event());
        var command = WORLD.written().last(World.TOPICS.commands(), EventCommand.class, key);
        assertThat(command.value().getKind()).isEqualTo(CommandKind.CANCEL);
        assertThat(command.raw().partition())
                .isEqualTo(World.TOPICS.partitioning().of(key));
    }

    @Test
    void the_channels_hear_of_a_cancel_from_the_front_door_itself() {
        stands("EXPANDING");

        WORLD.front().delete(event());

        assertThat(control()).isNotNull();
        assertThat(control().getSteering().getCancelled()).isTrue();
    }

    @Test
    void a_cancel_is_taken_though_nobody_can_say_how_its_event_stands() {
        WORLD.streams().says(event(), 503, "{\"status\":503}");

        assertThat(WORLD.front().delete(event()).status()).isEqualTo(202);
        assertThat(command().getKind()).isEqualTo(CommandKind.CANCEL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DONE", "EXPIRED", "UNMATCHED", "FAILED"})
    void what_has_ended_cannot_be_cancelled(String state) {
        stands(state);

        Answer answer = WORLD.front().delete(event());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("detail").asString()).contains("too late", state);
        assertThat(control()).isNull();
    }

    @Test
    void to_cancel_twice_is_no_mistake_but_to_pause_what_is_cancelled_is() {
        stands("CANCELLED");

        assertThat(WORLD.front().delete(event()).status()).isEqualTo(202);
        assertThat(post("/pause").status()).isEqualTo(409);
        assertThat(patch("{\"priority\":\"low\"}").status()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zk3aaaaaaaaaaaaaaaaaaa", "short"})
    void an_unknown_event_is_404(String unknown) {
        assertThat(WORLD.front().delete("/v1/events/" + unknown).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"/pause, PAUSE", "/resume, RESUME"})
    void pause_and_resume_are_commands_that_fan_out_tells_the_channels_of(String path, CommandKind kind) {
        stands("PAUSED");

        assertThat(post(path).status()).isEqualTo(202);
        assertThat(command().getKind()).isEqualTo(kind);
        assertThat(control()).isNull();
    }

    @Test
    void a_change_has_what_is_changed() {
        stands("DELIVERING");

        Answer answer = patch("{\"expiresat\":\"2100-01-01T00:00:00+01:00\",\"priority\":\"low\"}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(command().getKind()).isEqualTo(CommandKind.CHANGE);
        assertThat(command().getExpiresAt()).isEqualTo(Instant.parse("2099-12-31T23:00:00Z"));
        assertThat(command().getPriority()).isEqualTo(Priority.LOW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"sendat":"2100-01-01T00:00:00Z"}    | 400 | sendat
            {"sendat":"2026-01-01T09:00"}        | 400 | sendat
            {"expiresat":"2000-01-01T00:00:00Z"} | 422 | expiresat
            {"expiresat":"tomorrow"}             | 400 | expiresat
            SOON                                 | 422 | expiresat
            {"priority":"soon"}                  | 400 | priority
            {"titel":"x"}                        | 400 | titel
            """)
    void a_change_that_makes_no_sense_is_refused_with_its_field(String body, int status, String field) {
        stands("DELIVERING");
        Instant soon = Instant.now().plusSeconds(3_600);
        String before = "{\"sendat\":\"" + soon + "\",\"expiresat\":\"" + soon.minusSeconds(60) + "\"}";

        Cases.refused(patch(body.equals("SOON") ? before : body), status, field);
    }

    @Test
    @DisplayName("S1-15 an event that waits can be given another time or be sent now")
    void an_event_that_waits_can_be_given_another_time_or_be_sent_now() {
        WORLD.streams().says(event(), 200, "{\"state\":\"SCHEDULED\",\"sendAt\":\"2100-01-01T00:00:00Z\"}");
        Instant soon = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.MILLIS);

        assertThat(patch("{\"sendat\":\"" + soon + "\"}").status()).isEqualTo(202);
        assertThat(command().getSendAt()).isEqualTo(soon);

        Answer now = WORLD.front()
                .send(WORLD.front().call("/v1/scheduled/" + key + "/now").POST(Front.text("")));
        assertThat(now.status()).as(now.body()).isEqualTo(202);
        assertThat(command().getSendAt()).isBefore(soon);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"state\":\"DELIVERING\"}",
                "{\"state\":\"ACCEPTED\",\"sendAt\":\"2026-01-01T00:00:00Z\",\"releasedAt\":\"2026-01-01T00:00:00Z\"}",
                "{\"state\":\"PAUSED\"}",
                "{\"state\":\"PAUSED\",\"sendAt\":\"2026-01-01T00:00:00Z\",\"releasedAt\":\"2026-01-01T00:00:00Z\"}",
                "{\"state\":\"DONE\"}"
            })
    void another_time_is_refused_once_an_event_has_gone_on(String stands) {
        WORLD.streams().says(event(), 200, stands);

        Answer answer = patch("{\"sendat\":\"" + Instant.now().plusSeconds(60) + "\"}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(answer.json().path("detail").asString()).contains("too late");
    }

    @Test
    void of_a_series_only_the_end_can_be_asked() {
        WORLD.streams().says(event(), 200, "{\"state\":\"SCHEDULED\",\"every\":\"0 9 * * * UTC\"}");

        assertThat(post("/pause").status()).isEqualTo(409);
        assertThat(patch("{\"priority\":\"low\"}").json().path("detail").asString())
                .contains("series");
        assertThat(WORLD.front().delete(event()).status()).isEqualTo(202);
    }

    @Test
    void one_that_is_paused_before_its_time_can_still_have_another() {
        WORLD.streams().says(event(), 200, "{\"state\":\"PAUSED\",\"sendAt\":\"2100-01-01T00:00:00Z\"}");

        assertThat(patch("{\"sendat\":\"" + Instant.now().plusSeconds(60) + "\"}")
                        .status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "no json", "{\"priority\":null}"})
    void a_change_of_nothing_is_refused(String body) {
        stands("DELIVERING");

        assertThat(patch(body).status()).isEqualTo(400);
    }

    private void stands(String state) {
        WORLD.streams().says(event(), 200, "{\"state\":\"" + state + "\"}");
    }

    private String event() {
        return "/v1/events/" + key;
    }

    private Answer post(String path) {
        return WORLD.front().send(WORLD.front().call(event() + path).POST(Front.text("")));
    }

    private Answer patch(String body) {
        return WORLD.front()
                .send(WORLD.front().call(event()).header("Content-Type", JSON).method("PATCH", Front.text(body)));
    }

    private EventCommand command() {
        return WORLD.written()
                .last(World.TOPICS.commands(), EventCommand.class, key)
                .value();
    }

    private @Nullable EventControl control() {
        var written = WORLD.written().last(World.TOPICS.controls(), Control.class, Topics.controlKey(key));
        return written == null ? null : (EventControl) written.value().getContent();
    }
}
