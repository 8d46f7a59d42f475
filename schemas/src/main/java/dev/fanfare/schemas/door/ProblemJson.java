package dev.fanfare.schemas.door;

import tools.jackson.databind.json.JsonMapper;

/// The body of a refusal, in the form of RFC 9457.
final class ProblemJson {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonMapper JSON = new JsonMapper();

    private ProblemJson() {}

    static byte[] bytes(int status, String title, String detail) {
        return JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail));
    }
}
