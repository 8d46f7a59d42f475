package dev.fanfare.producer.http;

import dev.fanfare.schemas.json.Json;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What came of a call from within.
public record InsideAnswer(int status, byte[] body) {

    static InsideAnswer of(Problem problem) {
        return new InsideAnswer(problem.status().value(), Json.bytes(problem.toJson()));
    }

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /// An empty object where there is no body.
    public JsonNode json() {
        try {
            return body.length == 0 ? JsonNodeFactory.instance.objectNode() : Json.MAPPER.readTree(body);
        } catch (JacksonException unreadable) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    /// What was answered where that was good.
    ///
    /// @throws Refused with the call's own problem
    public JsonNode orRefused() {
        if (ok()) {
            return json();
        }
        HttpStatus said = HttpStatus.resolve(status);
        throw Refused.because(said == null ? HttpStatus.BAD_GATEWAY : said, why());
    }

    /// As it was written, where that was good.
    ///
    /// @throws Refused with the call's own problem
    public byte[] bytesOrRefused() {
        var _ = orRefused();
        return body;
    }

    /// In words, where it was refused.
    public String why() {
        return json().path("detail").asString("answered " + status);
    }
}
