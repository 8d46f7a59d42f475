package dev.fanfare.producer.fakes;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the front door answered.
public record Answer(int status, String body, HttpResponse<String> response) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public JsonNode json() {
        return MAPPER.readTree(body);
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /// A problem's `field`.
    public String field() {
        return json().path("field").asString("");
    }
}
