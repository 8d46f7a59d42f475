package dev.fanfare.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Sizes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("S0-07 an event comes in by whichever way its sender has")
class EveryWayInTest {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String ORIGIN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final FanoutScenario fanfare = new FanoutScenario();

    /// A way to write one and the same event.
    enum Way {
        AVRO,
        STRUCTURED,
        BINARY
    }

    @AfterEach
    void close() {
        fanfare.close();
    }

    @ParameterizedTest
    @EnumSource
    void the_event_is_told(Way way) {
        rule();
        comes(way, headers());

        Delivery told = fanfare.deliveries(Channel.IN_APP, Lane.EXPRESS).getFirst();
        assertThat(told.getRecipient()).isEqualTo("ada");
        assertThat(told.getBody()).isEqualTo("about grüße");
        assertThat(fanfare.refused()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void the_event_waits_for_its_rule(Way way) {
        comes(way, headers());
        rule();
        fanfare.pass(Duration.ofSeconds(1));

        assertThat(fanfare.told(Channel.IN_APP)).containsExactly("ada");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("S2-37 a repeat by another way is a repeat")
    void what_came_by_one_way_is_not_told_again_by_another(Way way) {
        rule();
        for (Way other : Way.values()) {
            comes(Way.values()[(way.ordinal() + other.ordinal()) % 3], headers());
        }

        assertThat(fanfare.told(Channel.IN_APP)).containsExactly("ada");
        assertThat(fanfare.heads()).extracting(EventAdmitted::getAdmission).containsExactly(Admission.ADMITTED);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("S1-42 the record's trace goes along, with its state, even where the rule was waited for")
    void the_records_trace_goes_along(Way way) {
        Headers headers = headers("traceparent", TRACE, "tracestate", "a=b, c=d");
        comes(way, headers);
        rule();
        fanfare.pass(Duration.ofSeconds(1));

        Headers told = fanfare.headers(Channel.IN_APP, Lane.EXPRESS).getFirst();
        assertThat(RecordHeaders.get(told, "traceparent")).contains(TRACE);
        assertThat(RecordHeaders.get(told, "tracestate")).contains("a=b, c=d");
    }

    @ParameterizedTest
    @EnumSource
    void whoever_brings_an_event_cannot_say_which_attempt_was_its_first(Way way) {
        Headers headers = headers("traceparent", TRACE, "tracestate", "a=b,fanfare=1234567890abcdef,c=d");
        rule();
        comes(way, headers);

        Headers told = fanfare.headers(Channel.IN_APP, Lane.EXPRESS).getFirst();
        assertThat(RecordHeaders.get(told, "traceparent")).contains(TRACE);
        assertThat(RecordHeaders.get(told, "tracestate")).contains("a=b,c=d");
    }

    @Test
    void where_the_record_has_no_trace_the_events_own_goes_along() {
        rule();
        comes(Way.BINARY, headers("traceparent", "nonsense", "ce_traceparent", ORIGIN));

        assertThat(RecordHeaders.get(
                        fanfare.headers(Channel.IN_APP, Lane.EXPRESS).getFirst(), "traceparent"))
                .contains(ORIGIN);
    }

    /// Jackson reads such a number and throws what is none of its own.
    @Test
    void a_number_beyond_all_measure_in_avro_leaves_the_event_without_data_and_stops_nothing() {
        rule();
        fanfare.publish(
                FanoutScenario.event("post").setRecipients(List.of("ada")).setData("{\"a\":1e9999999999}"));

        assertThat(fanfare.told(Channel.IN_APP)).containsExactly("ada");
    }

    @Test
    void what_cannot_be_taken_is_set_aside_as_it_came_with_the_field() {
        fanfare.comes(headers("content-type", "application/cloudevents-batch+json"), bytes("[]"))
                .comes(headers("content-type", "application/cloudevents+json"), bytes("{\"specversion\":\"1.0\"}"))
                .comes(
                        headers(
                                "ce_specversion",
                                "1.0",
                                "ce_id",
                                "1",
                                "ce_source",
                                "/s",
                                "ce_type",
                                "t",
                                "content-type",
                                "text/plain"),
                        bytes("hello"))
                .comes(headers("content-type", "application/cloudevents+json"), new byte[Sizes.EVENT + 1])
                .comes(headers("ce_id", "x".repeat(70_000)), null);

        List<TestRecord<String, byte[]>> refused = fanfare.refused();
        assertThat(refused)
                .extracting(dead ->
                        RecordHeaders.get(dead.headers(), RecordHeaders.REASON).orElse(""))
                .satisfiesExactly(
                        why -> assertThat(why).startsWith("unreadable: content-type: Kafka's binding has no batches"),
                        why -> assertThat(why).startsWith("unreadable: id: is missing"),
                        why -> assertThat(why).startsWith("unreadable: datacontenttype: must be JSON"),
                        why -> assertThat(why).startsWith("too-large: an event has at most"),
                        why -> assertThat(why).startsWith("too-large: the ce_ headers"));
        assertThat(refused.get(2).value()).isEqualTo(bytes("hello"));
        assertThat(RecordHeaders.get(refused.get(2).headers(), "ce_type")).contains("t");
        assertThat(RecordHeaders.get(refused.get(4).headers(), "ce_id")).isEmpty();
    }

    @Test
    void a_random_or_huge_key_does_not_matter() {
        rule();
        fanfare.raw(fanfare.topics.events(Lane.EXPRESS), "k".repeat(500_000), fanfare.avro(event()));

        assertThat(fanfare.told(Channel.IN_APP)).containsExactly("ada");
    }

    private void rule() {
        fanfare.rule(FanoutScenario.ruleFor("post").setRecipients("{{data.who}}"))
                .template("words", "x", "about {{data.what}}")
                .person("ada");
    }

    private static Event event() {
        return Event.newBuilder()
                .setId("7 é")
                .setSource("/test")
                .setType("post")
                .setPriority(Priority.HIGH)
                .setData("{\"what\": \"grüße\", \"who\": \"ada\"}")
                .build();
    }

    private void comes(Way way, Headers headers) {
        String data = "{\"who\":\"ada\",\"what\":\"grüße\"}";
        switch (way) {
            case AVRO -> fanfare.comes(headers, fanfare.avro(event()));
            case STRUCTURED ->
                fanfare.comes(
                        with(headers, "content-type", "application/cloudevents+json; charset=utf-8"),
                        bytes(
                                "{\"specversion\":\"1.0\",\"id\":\"7 é\",\"source\":\"/test\",\"type\":\"post\",\"priority\":\"high\",\"data\":"
                                        + data + "}"));
            case BINARY ->
                fanfare.comes(
                        with(
                                headers,
                                "ce_specversion",
                                "1.0",
                                "ce_id",
                                "7 é",
                                "ce_source",
                                "/test",
                                "ce_type",
                                "post",
                                "ce_priority",
                                "high",
                                "content-type",
                                "application/json"),
                        bytes(data));
        }
    }

    private static Headers headers(String... namesAndValues) {
        return with(new org.apache.kafka.common.header.internals.RecordHeaders(), namesAndValues);
    }

    private static Headers with(Headers headers, String... namesAndValues) {
        for (int n = 0; n < namesAndValues.length; n += 2) {
            headers.add(namesAndValues[n], bytes(namesAndValues[n + 1]));
        }
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
