package dev.fanfare.standalone.system.bad;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// Calls that must be refused, each with its status and what the answer must say.
final class BadCalls {

    private static final String ONE = "POST /v1/events HTTP/1.1\r\nContent-Type: application/cloudevents+json";
    private static final String LINES = "POST /v1/recipients HTTP/1.1\r\nContent-Type: application/x-ndjson";
    private static final String PUT = " HTTP/1.1\r\nContent-Type: application/json";
    private static final int BOMB_MB = 300;

    private BadCalls() {}

    /// @param says words that must stand in the answer
    record Row(String name, RawCall call, int status, List<String> says) {
        @Override
        public String toString() {
            return name + ": " + status + " " + says;
        }
    }

    static Stream<Row> all() {
        return Stream.of(events(), reference(), paths(), bodies()).flatMap(rows -> rows);
    }

    private static Stream<Row> events() {
        return Stream.of(
                event("no JSON", "{", 400),
                event("a number that is none", with("\"data\": {\"n\": NaN}"), 400),
                event("a key twice", with("\"data\": {}, \"data\": {}"), 400, "data"),
                event("deep nesting", with("\"data\": " + "[".repeat(5_000) + "]".repeat(5_000)), 400),
                event("half a character", with("\"data\": {\"half\": \"\\ud800\"}"), 400),
                event("half a character in an id", with("\"subject\": \"\\udc00\""), 400),
                event("a control character in an id", with("\"recipients\": \"a\\u0000b\""), 400, "recipients"),
                event("an unknown priority", with("\"priority\": \"soon\""), 400, "priority"),
                event("an unknown channel", with("\"channels\": \"pigeon\""), 400, "channels"),
                event("an unknown template", with("\"template\": \"none.such\""), 422, "template", "none.such"),
                event("a time that is none", with("\"time\": \"yesterday\""), 400, "time"),
                event(
                        "without an id",
                        "{\"specversion\": \"1.0\", \"source\": \"/bad\", \"type\": \"robust\"}",
                        400,
                        "id"),
                event("of an unknown type", with("\"data\": {}").replace("\"robust\"", "\"none.such\""), 422, "type"),
                event("a byte too large", new String(BadPeople.eventOf(256 * 1024 + 1), StandardCharsets.UTF_8), 413),
                row("another content type", ONE.replace("cloudevents+json", "xml"), with(""), 415));
    }

    private static Stream<Row> reference() {
        return Stream.of(
                put(
                        "a template that does not parse",
                        "/v1/templates/broken",
                        "{\"de\": {\"subject\": \"x\", \"text\": \"one\\n{{#open}}\"}}",
                        422,
                        "broken",
                        "\"de\"",
                        "de.text",
                        "\"line\":2"),
                put(
                        "a rule with an unknown template",
                        "/v1/rules/broken",
                        "{\"channels\": [\"email\"], \"template\": \"none.such\"}",
                        422,
                        "template",
                        "none.such"),
                put(
                        "a rule with an unknown field",
                        "/v1/rules/broken",
                        "{\"channels\": [\"email\"], \"template\": \"robust\", \"tempalte\": 1}",
                        400,
                        "tempalte"),
                put(
                        "a rule with an unknown channel",
                        "/v1/rules/broken",
                        "{\"channels\": [\"pigeon\"], \"template\": \"robust\"}",
                        400,
                        "channels"),
                put(
                        "a recipient with an unknown field",
                        "/v1/recipients/ada",
                        "{\"mail\": [\"a@example.org\"]}",
                        400,
                        "mail"),
                put("a recipient with no address", "/v1/recipients/ada", "{\"email\": [\"nowhere\"]}", 400, "email"),
                put("a recipient of another name", "/v1/recipients/ada", "{\"id\": \"eve\"}", 400, "id"),
                put(
                        "a place without a zone",
                        "/v1/recipients/ada",
                        "{\"timeZone\": \"Middle/Earth\"}",
                        400,
                        "timeZone"),
                row("a template that a rule uses", "DELETE /v1/templates/robust HTTP/1.1", "", 409, "robust"));
    }

    private static Stream<Row> paths() {
        return Stream.of(
                get("an id with an emoji", "/v1/recipients/%F0%9F%98%80", 400, "id"),
                get("an id with a control character", "/v1/recipients/a%0Ab", 400, "id"),
                get("an id with a null", "/v1/recipients/a%00b", 400),
                get("an id that is too long", "/v1/recipients/" + "x".repeat(201), 400, "id"),
                get("an id that climbs", "/v1/recipients/%2E%2E", 400),
                get("a path that climbs", "/v1/../actuator/env", 400),
                get("a per cent sign that stands for nothing", "/v1/recipients/%zz", 400),
                get("a per cent sign at the end", "/v1/recipients/50%", 400),
                get("bytes that are no UTF-8", "/v1/recipients/%FF%FE", 400),
                get("a malformed query", "/v1/events?limit=%zz", 400),
                get("a wait that is none", "/v1/events/AAAAAAAAAAAAAAAAAAAAAA?wait=soon", 400, "wait"),
                get("a limit that is none", "/v1/events?limit=x", 400, "limit: must be a whole number, is 'x'"),
                get("an inbox's limit that is none", "/v1/recipients/ada/inbox?limit=x", 400, "limit: must be a whole"),
                get("a limit of nothing", "/v1/events?limit=0", 400, "limit"),
                get("a limit that is too high", "/v1/recipients/ada/inbox?limit=501", 400, "limit"),
                get("a cursor of nobody", "/v1/recipients/ada/inbox?cursor=%21", 400, "cursor"),
                get("a call that is none", "/v1/nothing", 404),
                row("a method that it has not", "PATCH /v1/templates/robust HTTP/1.1", "", 405),
                row("a header that is too large", ONE + "\r\nX-Large: " + "x".repeat(100_000), with(""), 400));
    }

    private static Stream<Row> bodies() {
        String zipped = LINES + "\r\nContent-Encoding: gzip";
        return Stream.of(
                new Row(
                        "gzip that is none",
                        new RawCall(zipped, "no gzip".getBytes(StandardCharsets.UTF_8)),
                        400,
                        List.of()),
                new Row("gzip that breaks off", new RawCall(zipped, Arrays.copyOf(bomb(1), 200)), 400, List.of()),
                new Row("gzip that swells", new RawCall(zipped, bomb(BOMB_MB)), 413, List.of("gzip")),
                row("an encoding that nobody knows", LINES + "\r\nContent-Encoding: br", "{}", 415));
    }

    /// Zeros in the shape of a line: a thousandth of their size.
    private static byte[] bomb(int megabytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            for (int written = 0; written < megabytes; written++) {
                zip.write(new byte[1 << 20]);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static String with(String more) {
        return "{\"specversion\": \"1.0\", \"id\": \"bad\", \"source\": \"/bad\", \"type\": \"robust\""
                + (more.isEmpty() ? "" : ", " + more) + "}";
    }

    private static Row event(String name, String json, int status, String... says) {
        return row("an event: " + name, ONE, json, status, says);
    }

    private static Row put(String name, String path, String json, int status, String... says) {
        return row(name, "PUT " + path + PUT, json, status, says);
    }

    private static Row get(String name, String path, int status, String... says) {
        return row(name, "GET " + path + " HTTP/1.1", "", status, says);
    }

    private static Row row(String name, String head, String body, int status, String... says) {
        return new Row(name, new RawCall(head, body.getBytes(StandardCharsets.UTF_8)), status, List.of(says));
    }
}
