package dev.fanfare.producer.replays;

import static dev.fanfare.producer.fakes.Front.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.AuditEntry;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.DeliveryHeard;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.DeliveryRead;
import dev.fanfare.schemas.Heard;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.ReplayAction;
import dev.fanfare.schemas.ReplayAsked;
import dev.fanfare.schemas.ReplayMessage;
import dev.fanfare.schemas.ReplaySource;
import dev.fanfare.schemas.ReplayStopped;
import dev.fanfare.schemas.RetryNow;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayCallsTest {

    @RegisterExtension
    static final World WORLD = new World();

    @Test
    void a_replay_is_durable_and_stands_in_the_audit_before_its_answer() {
        Answer answer = post("""
                {"from": "dlt", "filter": {"channel": "webhook", "reason": "attempts-used-up", "type": "news",
                 "recipient": "ada", "from": "2026-03-01T08:00:00Z", "to": "2026-03-02T08:00:00Z"},
                 "perSecond": 500, "refresh": true}""");

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        String id = answer.json().path("id").asString();
        assertThat(answer.json().path("status").asString()).isEqualTo("/v1/replays/" + id);
        ReplayAsked asked = (ReplayAsked) message(id);
        assertThat(asked.getSource()).isEqualTo(ReplaySource.DLT);
        assertThat(asked.getAction()).isEqualTo(ReplayAction.REPLAY);
        assertThat(asked.getPerSecond()).isEqualTo(500);
        assertThat(asked.getRefresh()).isTrue();
        assertThat(asked.getWho()).isEqualTo("local");
        assertThat(asked.getFilter().getChannel()).isEqualTo(Channel.WEBHOOK);
        assertThat(asked.getFilter().getReason()).isEqualTo(Reason.ATTEMPTS_USED_UP);
        assertThat(asked.getFilter().getFrom()).isEqualTo(Instant.parse("2026-03-01T08:00:00Z"));
        AuditEntry line = audit(id);
        assertThat(line.getAction()).isEqualTo("dead-letters.replay");
        assertThat(line.getWho()).isEqualTo("local");
        assertThat(line.getDetail()).contains("\"reason\":\"attempts-used-up\"", "\"perSecond\":500");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                              | 400 | from
            {"from": "dead"}                                                | 400 | from
            {"from": "dlt"}                                                 | 422 | all
            {"from": "dlt", "filter": {}}                                   | 422 | all
            {"from": "dlt", "filter": {"chanel": "email"}, "all": true}     | 400 | filter.chanel
            {"from": "dlt", "filter": {"channel": "pigeon"}}                | 400 | filter.channel
            {"from": "dlt", "filter": {"channel": "in-app"}}                | 422 | filter.channel
            {"from": "dlt", "filter": {"reason": "weather"}}                | 400 | filter.reason
            {"from": "dlt", "filter": {"event": "short"}}                   | 400 | filter.event
            {"from": "dlt", "filter": {"from": "today"}}                    | 400 | filter.from
            {"from": "dlt", "filter": {"from": "2026-03-02T08:00:00Z", "to": "2026-03-01T08:00:00Z"}} | 422 | filter.to
            {"from": "dlt", "all": true, "perSecond": 0}                    | 400 | perSecond
            {"from": "dlt", "all": true, "perSecond": 1.5}                  | 400 | perSecond
            {"from": "dlt", "all": true, "perSecond": 100001}               | 400 | perSecond
            {"from": "dlt", "all": "yes"}                                   | 400 | all
            {"from": "retry", "filter": {"reason": "rejected"}}             | 422 | filter.reason
            {"from": "retry", "filter": {"channel": "events"}}              | 422 | filter.channel
            {"from": "retry", "all": true, "refresh": true}                 | 422 | refresh
            {"from": "events", "filter": {"recipient": "ada"}}              | 422 | filter.recipient
            {"from": "events", "filter": {"channel": "email"}}              | 422 | filter.channel
            {"from": "dlt", "all": true, "rate": 5}                         | 400 | rate
            """)
    void what_makes_no_sense_is_refused_by_its_field(String body, int status, String field) {
        Answer answer = post(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
    }

    @Test
    void a_dry_run_says_what_would_be_touched_and_touches_nothing() {
        WORLD.streams()
                .says(
                        "/internal/dead-letters/matching",
                        200,
                        "{\"count\":3,\"byReason\":{\"rejected\":3},\"sample\":[]}");
        long before = messages();

        Answer answer = post("{\"from\": \"dlt\", \"filter\": {\"type\": \"a&b\"}, \"dryRun\": true}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("count").asInt()).isEqualTo(3);
        assertThat(WORLD.streams().asked("/internal/dead-letters/matching"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.target()).isEqualTo("/internal/dead-letters/matching?type=a%26b"));
        assertThat(messages()).isEqualTo(before);
    }

    @Test
    void a_dry_run_that_nobody_can_answer_is_503() {
        WORLD.streams().says("/internal/retries/matching", 503, "{\"detail\":\"a store moves just now\"}");
        assertThat(post("{\"from\": \"retry\", \"dryRun\": true}").status()).isEqualTo(503);
    }

    @Test
    void the_channel_events_stands_for_what_could_not_be_read() {
        Answer answer = post("{\"from\": \"dlt\", \"filter\": {\"channel\": \"events\"}}");
        ReplayAsked asked = (ReplayAsked) message(answer.json().path("id").asString());
        assertThat(asked.getSource()).isEqualTo(ReplaySource.EVENTS);
        assertThat(asked.getFilter().getChannel()).isNull();
    }

    @Test
    void a_discard_chooses_by_its_query() {
        Answer answer = WORLD.front().delete("/v1/dead-letters?reason=rejected&recipient=ada%2Fb");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        String id = answer.json().path("id").asString();
        ReplayAsked asked = (ReplayAsked) message(id);
        assertThat(asked.getAction()).isEqualTo(ReplayAction.DISCARD);
        assertThat(asked.getFilter().getReason()).isEqualTo(Reason.REJECTED);
        assertThat(asked.getFilter().getRecipient()).isEqualTo("ada/b");
        assertThat(audit(id).getAction()).isEqualTo("dead-letters.discard");
    }

    @ParameterizedTest
    @CsvSource({
        "'',422,all",
        "?all=false,422,all",
        "?all=1,400,all",
        "?chanel=email,400,chanel",
        "?reason=rejected&reason=timeout,400,reason",
        "?perSecond=5,400,perSecond"
    })
    void a_discard_of_everything_must_say_so_and_a_slip_discards_nothing(String query, int status, String field) {
        long before = messages();
        Answer answer = WORLD.front().delete("/v1/dead-letters" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
        assertThat(messages()).isEqualTo(before);
    }

    @Test
    void a_replay_is_stopped_while_it_runs_and_not_behind_its_end() {
        WORLD.streams().says("/v1/replays/running", 200, "{\"state\":\"RUNNING\"}");
        WORLD.streams().says("/v1/replays/done", 200, "{\"state\":\"DONE\"}");
        assertThat(WORLD.front().delete("/v1/replays/running").status()).isEqualTo(202);
        assertThat(message("running")).isInstanceOf(ReplayStopped.class);
        assertThat(audit("running").getAction()).isEqualTo("replay.stop");
        assertThat(WORLD.front().delete("/v1/replays/done").status()).isEqualTo(409);
        assertThat(WORLD.front().delete("/v1/replays/nowhere").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("S1-16 a delivery that waits for its retry is sent now")
    void a_delivery_that_waits_for_its_retry_is_sent_now() {
        String id = DeliveryId.of("event", "ada", Channel.EMAIL, "ada@example.org");
        WORLD.streams().says("/v1/deliveries/" + id, 200, "{\"state\":\"DEFERRED\",\"recipient\":\"ada\"}");
        assertThat(retry(id).status()).isEqualTo(202);
        var command = WORLD.written().last(World.TOPICS.deliveryCommands(), DeliveryCommand.class, id);
        assertThat(((RetryNow) command.value().getContent()).getDelivery()).isEqualTo(id);
        assertThat(command.raw().partition())
                .isEqualTo(World.TOPICS.partitioning().of("ada"));
        assertThat(audit(id).getAction()).isEqualTo("delivery.retry");
    }

    @Test
    @DisplayName("S1-16 a dead one is sent now where its letter is there")
    void a_dead_one_is_sent_now_where_its_letter_is_there() {
        String id = DeliveryId.of("event", "alan", Channel.EMAIL, "alan@example.org");
        WORLD.streams().says("/v1/deliveries/" + id, 200, "{\"state\":\"DEAD\",\"recipient\":\"alan\"}");
        assertThat(retry(id).status()).isEqualTo(409);
        WORLD.streams().says("/v1/dead-letters/" + id, 200, "{\"replayable\":true}");
        assertThat(retry(id).status()).isEqualTo(202);
    }

    @Test
    void one_that_has_arrived_or_that_nobody_knows_is_not() {
        String id = DeliveryId.of("event", "grace", Channel.EMAIL, "grace@example.org");
        assertThat(retry(id).status()).isEqualTo(404);
        assertThat(retry("short").status()).isEqualTo(404);
        WORLD.streams().says("/v1/deliveries/" + id, 200, "{\"state\":\"DELIVERED\",\"recipient\":\"grace\"}");
        Answer answer = retry(id);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("DELIVERED");
    }

    @Test
    void one_whose_event_is_paused_is_not() {
        String id = DeliveryId.of("event", "held", Channel.EMAIL, "held@example.org");
        String event = "\"event\":\"paused-event\",\"recipient\":\"held\"";
        WORLD.streams().says("/v1/deliveries/" + id, 200, "{\"state\":\"DEFERRED\"," + event + "}");
        WORLD.streams().says("/v1/events/paused-event", 200, "{\"state\":\"PAUSED\"}");
        assertThat(retry(id).status()).isEqualTo(409);
        assertThat(retry(id).body()).contains("its event is PAUSED");

        WORLD.streams().says("/v1/events/paused-event", 200, "{\"state\":\"DELIVERING\"}");
        assertThat(retry(id).status()).isEqualTo(202);
    }

    @Test
    void one_that_has_just_died_waits_for_its_letter() {
        String id = DeliveryId.of("event", "just", Channel.EMAIL, "just@example.org");
        WORLD.streams().says("/v1/deliveries/" + id, 200, "{\"state\":\"DEAD\",\"recipient\":\"just\"}");
        WORLD.streams().saysAfter("/v1/dead-letters/" + id, 3, "{\"replayable\":true}");
        assertThat(retry(id).status()).isEqualTo(202);
    }

    @Test
    void the_same_call_with_the_same_key_is_the_same_replay() {
        String some = "{\"from\": \"dlt\", \"filter\": {\"type\": \"keyed\"}}";
        String first = keyed("once", some).json().path("id").asString();
        assertThat(first).hasSize(24);
        assertThat(((ReplayAsked) message(first)).getFilter().getType()).isEqualTo("keyed");

        assertThat(keyed("once", some).json().path("id").asString()).isEqualTo(first);
        assertThat(keyed("twice", some).json().path("id").asString()).isNotEqualTo(first);
        assertThat(keyed("once", some.replace("keyed", "other"))
                        .json()
                        .path("id")
                        .asString())
                .isNotEqualTo(first);
        Answer bad = keyed("two words", some);
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.json().path("field").asString()).isEqualTo("Idempotency-Key");
    }

    @Test
    void who_was_told_may_say_that_it_was_read() {
        String id = DeliveryId.of("event", "hook", Channel.WEBHOOK, "https://example.org/hook");
        String path = "/v1/deliveries/" + id + "/ack";
        assertThat(WORLD.front().post(path, JSON, "").status()).isEqualTo(404);
        WORLD.streams().says("/v1/deliveries/" + id, 200, "{\"event\":\"event\",\"recipient\":\"hook\"}");
        assertThat(WORLD.front().post(path, JSON, "").status()).isEqualTo(204);
        assertThat(WORLD.front().post(path, JSON, "").status()).isEqualTo(204);
        var command = WORLD.written().last(World.TOPICS.deliveryCommands(), DeliveryCommand.class, id);
        assertThat(command.value().getContent())
                .isInstanceOfSatisfying(DeliveryHeard.class, heard -> assertThat(heard.getHeard())
                        .isEqualTo(Heard.READ));
        assertThat(command.raw().partition())
                .isEqualTo(World.TOPICS.partitioning().of("hook"));
        assertThat(WORLD.front().post("/v1/deliveries/short/ack", JSON, "").status())
                .isEqualTo(404);
    }

    @Test
    void that_it_was_read_waits_for_no_owner_of_its_event() {
        String event = "A".repeat(22);
        String id = DeliveryId.of(event, "alone", Channel.WEBHOOK, "https://example.org/alone");
        WORLD.streams()
                .says("/v1/deliveries/" + id, 200, """
                        {"event": "%s", "recipient": "alone", "channel": "webhook", "acceptedAt": "2026-03-01T08:00:00.123Z"}""".formatted(event))
                .says("/v1/events/" + event, 503, "{\"detail\":\"the owner moves just now\"}");

        assertThat(WORLD.front().post("/v1/deliveries/" + id + "/ack", JSON, "").status())
                .isEqualTo(204);
        var told = WORLD.written().last(World.TOPICS.outcomes(), OutcomeMessage.class, "alone");
        assertThat(told.value().getContent()).isInstanceOfSatisfying(DeliveryRead.class, read -> {
            assertThat(read.getType()).isNull();
            assertThat(read.getAcceptedAt()).isEqualTo(Instant.parse("2026-03-01T08:00:00.123Z"));
        });
    }

    @Test
    void of_what_is_not_tracked_a_step_that_waits_for_it_knows_whose_it_is() {
        String id = DeliveryId.of("event", "many", Channel.WEBHOOK, "https://example.org/many");
        WORLD.streams().says("/internal/awaited/" + id, 200, "{\"event\":\"event\",\"recipient\":\"many\"}");
        assertThat(WORLD.front().post("/v1/deliveries/" + id + "/ack", JSON, "").status())
                .isEqualTo(204);
        var command = WORLD.written().last(World.TOPICS.deliveryCommands(), DeliveryCommand.class, id);
        assertThat(command.value().getContent())
                .isInstanceOfSatisfying(DeliveryHeard.class, heard -> assertThat(heard.getRecipient())
                        .isEqualTo("many"));
    }

    private static Answer keyed(String key, String json) {
        return WORLD.front()
                .send(WORLD.front()
                        .call("/v1/replays")
                        .header("Content-Type", JSON)
                        .header("Idempotency-Key", key)
                        .POST(Front.text(json)));
    }

    private static Answer post(String json) {
        return WORLD.front().post("/v1/replays", JSON, json);
    }

    private static Answer retry(String id) {
        return WORLD.front().post("/v1/deliveries/" + id + "/retry", JSON, "");
    }

    private static Object message(String id) {
        return WORLD.written()
                .last(World.TOPICS.replays(), ReplayMessage.class, id)
                .value()
                .getContent();
    }

    private static AuditEntry audit(String subject) {
        return WORLD.written()
                .last(World.TOPICS.audit(), AuditEntry.class, subject)
                .value();
    }

    private static long messages() {
        return WORLD.written().on(World.TOPICS.replays(), ReplayMessage.class).size();
    }
}
