package dev.fanfare.schemas.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Fingerprint;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.BadInput.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S0-07 CloudEvents' protocol binding for Kafka")
class KafkaBindingTest {

    private static final String JSON = """
            {"specversion":"1.0","id":"7 é","source":"/shop","type":"order.shipped","title":"100% €",
             "recipients":["ada","alan"],"priority":"high","autodismiss":true,"data":{"b":[1.50],"a":"🎉"}}""";
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+json",
                "application/cloudevents+json; charset=utf-8",
                "Application/CloudEvents+JSON;charset=UTF-8"
            })
    void structured_mode_is_told_by_its_content_type(String type) {
        Event event = read(headers("content-type", type, "ce_id", "passed over"), JSON);

        assertThat(event.getId()).isEqualTo("7 é");
        assertThat(event.getData()).isEqualTo("{\"b\":[1.50],\"a\":\"🎉\"}");
    }

    @Test
    @DisplayName("S2-09 S2-11 binary mode has attributes in headers and data in the value")
    void binary_mode_has_attributes_in_headers_and_data_in_the_value() {
        Event event = read(binary(), "{\"b\": [1.50],\n \"a\": \"🎉\"}");

        assertThat(event.getId()).isEqualTo("7 é");
        assertThat(event.getTitle()).isEqualTo("100% €");
        assertThat(event.getPriority()).isEqualTo(Priority.HIGH);
        assertThat(event.getRecipients()).containsExactly("ada", "alan");
        assertThat(event.getAutoDismiss()).isTrue();
        assertThat(event.getData()).isEqualTo("{\"b\":[1.50],\"a\":\"🎉\"}");
    }

    @Test
    void binary_mode_without_a_value_is_an_event_without_data() {
        assertThat(KafkaBinding.read(binary(), null).orElseThrow().event().getData())
                .isEqualTo("{}");
    }

    @Test
    void what_no_header_calls_a_cloud_event_is_left_to_avro() {
        assertThat(KafkaBinding.read(new RecordHeaders(), bytes(JSON))).isEmpty();
        assertThat(KafkaBinding.read(headers("content-type", "application/avro", "ce_mood", "x"), bytes(JSON)))
                .isEmpty();
    }

    @Test
    void the_same_event_has_the_same_fingerprint_by_every_way() {
        Event structured = read(headers("content-type", "application/cloudevents+json"), JSON);
        Event binary = read(binary(), "{\"a\":\"🎉\", \"b\":[1.50]}");
        Event avro = Event.newBuilder(structured)
                .setData("{ \"a\": \"\\ud83c\\udf89\", \"b\": [1.50] }")
                .build();
        Event other = Event.newBuilder(structured)
                .setData("{\"b\":[1.51],\"a\":\"🎉\"}")
                .build();

        assertThat(Fingerprint.of(binary)).isEqualTo(Fingerprint.of(structured));
        assertThat(Fingerprint.of(avro)).isEqualTo(Fingerprint.of(structured));
        assertThat(Fingerprint.of(other)).isNotEqualTo(Fingerprint.of(structured));
    }

    @Test
    @DisplayName("S1-44 structured mode names thousands of people")
    void structured_mode_names_thousands_of_people() {
        List<String> ids =
                IntStream.range(0, 9_000).mapToObj(n -> "person-" + n).toList();
        String text = String.join(",", ids);
        String array = ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",", "[", "]"));
        Headers structured = headers("content-type", "application/cloudevents+json");

        assertThat(read(structured, named("\"" + text + "\"")).getRecipients()).isEqualTo(ids);
        assertThat(read(structured, named(array)).getRecipients()).isEqualTo(ids);
        refused(with(binary(), "ce_recipients", text), "{}", Kind.TOO_LARGE, null, "structured");
    }

    @Test
    void an_events_own_trace_is_read_and_a_bad_one_is_none() {
        assertThat(KafkaBinding.read(with(binary(), "ce_traceparent", TRACE), null)
                        .orElseThrow()
                        .trace())
                .isNotNull()
                .satisfies(trace -> assertThat(trace.traceparent()).isEqualTo(TRACE));
        assertThat(KafkaBinding.read(with(binary(), "ce_traceparent", "00-xyz"), null)
                        .orElseThrow()
                        .trace())
                .isNull();
    }

    @ParameterizedTest(name = "{3}: {4}")
    @MethodSource("wrongs")
    void what_is_wrong_is_named(Headers headers, String value, Kind kind, String field, String words) {
        refused(headers, value, kind, field, words);
    }

    static Stream<Arguments> wrongs() {
        Headers structured = headers("content-type", "application/cloudevents+json");
        return Stream.of(
                wrong(
                        headers("content-type", "application/cloudevents-batch+json"),
                        "[]",
                        "content-type",
                        "no batches"),
                wrong(headers("content-type", "application/cloudevents+avro"), "", "content-type", "only application/"),
                wrong(headers("content-type", "application/cloudevents"), JSON, "content-type", "only application/"),
                wrong(structured, "", null, "JSON object"),
                wrong(structured, "[]", null, "JSON object"),
                wrong(structured, JSON.replace("high", "soon"), "priority", "urgent, high"),
                wrong(structured, JSON.replace("7 é", "\\ud800"), "id", "half a character"),
                wrong(structured, JSON.replace("🎉", "\\udf89"), "data.a", "half a character"),
                wrong(without("ce_specversion"), "{}", "specversion", "is missing"),
                wrong(without("ce_id"), "{}", "id", "is missing"),
                wrong(without("ce_source"), "{}", "source", "is missing"),
                wrong(without("ce_type"), "{}", "type", "is missing"),
                wrong(with(binary(), "ce_id", "again"), "{}", "id", "stands twice"),
                wrong(with(binary(), "ce_recipient", "ada"), "{}", "recipient", "is not known"),
                wrong(with(binary(), "ce_data", "{}"), "{}", "data", "is no attribute"),
                wrong(with(binary(), "content-type", "text/plain"), "hello", "datacontenttype", "must be JSON"),
                wrong(binary(), "hello", "data", "not JSON"),
                wrong(binary(), "{\"a\":\"\\ud800\"}", "data.a", "half a character"),
                wrong(with(binary(), "ce_sendat", "at nine"), "{}", "sendat", "must be a time"),
                Arguments.of(structured, " ".repeat(Sizes.EVENT + 1), Kind.TOO_LARGE, null, "262144"));
    }

    @Test
    void text_that_is_no_utf_8_is_refused_by_name() {
        Headers headers = without("ce_id");
        headers.add("ce_id", new byte[] {(byte) 0xc3, 0x28});

        refused(headers, "{}", Kind.WRONG, "id", "UTF-8");
    }

    @Test
    void what_other_parts_add_on_the_way_is_passed_over() {
        Headers headers = with(with(binary(), "ce_knativearrivaltime", "2026-11-22T10:00:00Z"), "ce_partitionkey", "7");

        assertThat(Fingerprint.of(read(headers, "{}"))).isEqualTo(Fingerprint.of(read(binary(), "{}")));
    }

    private static void refused(Headers headers, String value, Kind kind, String field, String words) {
        assertThatThrownBy(() -> KafkaBinding.read(headers, bytes(value)))
                .asInstanceOf(InstanceOfAssertFactories.type(BadInput.class))
                .satisfies(bad -> {
                    assertThat(bad.kind()).isEqualTo(kind);
                    assertThat(bad.field()).isEqualTo(field);
                    assertThat(bad).hasMessageContaining(words);
                });
    }

    private static Arguments wrong(Headers headers, String value, String field, String words) {
        return Arguments.of(headers, value, Kind.WRONG, field, words);
    }

    private static Event read(Headers headers, String value) {
        return KafkaBinding.read(headers, bytes(value)).orElseThrow().event();
    }

    private static String named(String recipients) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"recipients\":" + recipients
                + "}";
    }

    private static Headers binary() {
        return headers(
                "ce_specversion",
                "1.0",
                "ce_id",
                "7 é",
                "ce_source",
                "/shop",
                "ce_type",
                "order.shipped",
                "ce_title",
                "100% €",
                "ce_recipients",
                "ada, alan",
                "ce_priority",
                "high",
                "ce_autodismiss",
                "true");
    }

    private static Headers without(String name) {
        return binary().remove(name);
    }

    private static Headers with(Headers headers, String name, String value) {
        return headers.add(name, bytes(value));
    }

    private static Headers headers(String... namesAndValues) {
        Headers headers = new RecordHeaders();
        for (int n = 0; n < namesAndValues.length; n += 2) {
            headers.add(namesAndValues[n], bytes(namesAndValues[n + 1]));
        }
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
