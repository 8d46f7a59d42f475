package dev.fanfare.schemas.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.BadInput.Kind;
import dev.fanfare.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class ReadEventTest {

    @Test
    @DisplayName("S1-12 S1-40 S1-41 S1-42 an event carries all that it says for itself")
    void all_that_an_event_says_is_kept() {
        Event event = read("""
                {"specversion":"1.0","id":"7 é","source":"/shop?a=b","type":"order.shipped","subject":"12345",
                 "time":"2026-11-22T10:00:00.5+01:00","datacontenttype":"application/json; charset=utf-8",
                 "dataschema":"https://example.org/order","data":{"n":1.50,"s":"🎉"},
                 "recipients":["ada","mailto:bob@example.org","tel:+441632960000"],"audiences":"role:teacher, community:42",
                 "actor":"eve","priority":"urgent","channels":"in-app,email","template":"order-shipped","title":"Shipped","body":"a\\nb",
                 "expiresat":"2026-11-22T12:00:00.1234567Z","autodismiss":true,"correlationid":"c-1","entitytype":"order","entityid":"12345"}""");

        assertThat(event.getId()).isEqualTo("7 é");
        assertThat(event.getTime()).isEqualTo(Instant.parse("2026-11-22T09:00:00.500Z"));
        assertThat(event.getData()).isEqualTo("{\"n\":1.50,\"s\":\"🎉\"}");
        assertThat(event.getRecipients()).containsExactly("ada", "mailto:bob@example.org", "tel:+441632960000");
        assertThat(event.getAudiences()).containsExactly("role:teacher", "community:42");
        assertThat(event.getActor()).isEqualTo("eve");
        assertThat(event.getPriority()).isEqualTo(Priority.URGENT);
        assertThat(event.getChannels()).containsExactly(Channel.IN_APP, Channel.EMAIL);
        assertThat(event.getExpiresAt()).isEqualTo(Instant.parse("2026-11-22T12:00:00.123Z"));
        assertThat(event.getAutoDismiss()).isTrue();
        assertThat(event.getCorrelationId()).isEqualTo("c-1");
        assertThat(event.getEntityId()).isEqualTo("12345");
    }

    @Test
    void any_json_may_be_data_and_none_is_an_empty_object() {
        assertThat(read(with("data", "[1, null]")).getData()).isEqualTo("[1,null]");
        assertThat(read(with("data", "\"text\"")).getData()).isEqualTo("\"text\"");
        assertThat(read(with("data", "12345678901234567890.10")).getData()).isEqualTo("12345678901234567890.10");
        assertThat(read(with("subject", "null")).getData()).isEqualTo("{}");
    }

    @ParameterizedTest(name = "{0} = {1}: {2} about {3}")
    @MethodSource("wrongs")
    void what_is_wrong_is_named(String field, String value, Kind kind, String named) {
        assertThatThrownBy(() -> read(with(field, value)))
                .asInstanceOf(InstanceOfAssertFactories.type(BadInput.class))
                .satisfies(bad -> {
                    assertThat(bad.kind()).isEqualTo(kind);
                    assertThat(bad.field()).isEqualTo(named);
                    assertThat(bad).hasMessageStartingWith(named + ": ");
                });
    }

    static Stream<Arguments> wrongs() {
        String control = "\"a\\u0000b\"";
        String tooLong = "\"" + "x".repeat(201) + "\"";
        return Stream.of(
                wrong("specversion", "null"),
                wrong("specversion", "\"0.3\""),
                wrong("specversion", "1.0"),
                wrong("id", "null"),
                wrong("id", "\"\""),
                wrong("id", "\" \""),
                wrong("id", "7"),
                wrong("id", control),
                wrong("id", tooLong),
                wrong("source", "null"),
                wrong("source", "\"a\\nb\""),
                wrong("source", "\"" + "x".repeat(501) + "\""),
                wrong("type", "null"),
                wrong("type", tooLong),
                wrong("subject", "{}"),
                wrong("time", "\"yesterday\""),
                wrong("time", "\"2026-11-22\""),
                wrong("time", "\"2026-11-22T10:00:00\""),
                wrong("time", "\"2026-02-30T10:00:00Z\""),
                wrong("time", "1700000000"),
                wrong("datacontenttype", "\"text/xml\""),
                wrong("data_base64", "\"AAAA\""),
                wrong("unknownattribute", "\"x\""),
                wrong("recipients", "7"),
                wrong("recipients", "{}"),
                wrong("recipients", "\"ada,b b\"", "recipients[1]"),
                wrong("recipients", "[\"ada\",7]", "recipients[1]"),
                wrong("recipients", "\"..\"", "recipients[0]"),
                wrong("recipients", "\"mailto:nobody\"", "recipients[0]"),
                wrong("recipients", "\"tel:0123\"", "recipients[0]"),
                wrong("audiences", "\"a b\"", "audiences[0]"),
                wrong("actor", "\"e v e\""),
                wrong("priority", "\"soon\""),
                wrong("channels", "\"pigeon\""),
                wrong("channels", "\"email,pigeon\""),
                wrong("template", "\"a b\""),
                wrong("title", "\"two\\nlines\""),
                wrong("body", control),
                Arguments.of("sendat", "\"at nine\"", Kind.WRONG, "sendat"),
                wrong("expiresat", "\"PT1H\""),
                wrong("autodismiss", "\"yes\""),
                wrong("correlationid", tooLong));
    }

    @Test
    void half_a_character_is_refused_with_its_place() {
        String json = with("subject", "null");
        assertHalf(json.replace("\"id\":\"1\"", "\"id\":\"\\ud83c\""), "id");
        assertHalf(json.replace("}", ",\"data\":[{\"a\":[\"\\udf89\\ud83c\"]}]}"), "data[0].a[0]");
        assertHalf("\"\\ud83c\"", null);
    }

    private static void assertHalf(String json, @Nullable String named) {
        assertThatThrownBy(() -> read(json))
                .asInstanceOf(InstanceOfAssertFactories.type(BadInput.class))
                .satisfies(bad -> {
                    assertThat(bad.field()).isEqualTo(named);
                    assertThat(bad).hasMessageContaining("half a character");
                });
    }

    private static Arguments wrong(String field, String value) {
        return Arguments.of(field, value, Kind.WRONG, field);
    }

    private static Arguments wrong(String field, String value, String named) {
        return Arguments.of(field, value, Kind.WRONG, named);
    }

    private static String with(String field, String json) {
        ObjectNode event = (ObjectNode) Json.read(bytes("""
                {"specversion":"1.0","id":"1","source":"/s","type":"t"}"""));
        event.set(field, Json.read(bytes(json)));
        return event.toString();
    }

    private static Event read(String json) {
        return ReadEvent.read(Json.read(bytes(json))).event();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
