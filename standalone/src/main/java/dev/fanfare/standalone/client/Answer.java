package dev.fanfare.standalone.client;

import dev.fanfare.standalone.work.WorkFailed;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the front door said.
public record Answer(int status, String body) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> HEAD = Set.of("type", "title", "status", "detail");

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /// The body as JSON.
    ///
    /// @throws WorkFailed where it is none
    public JsonNode json() {
        try {
            return JSON.readTree(body.isEmpty() ? "{}" : body);
        } catch (JacksonException notJson) {
            throw new WorkFailed("the front door answered " + status
                    + " with something that is not JSON; is it Fanfare at this --url?");
        }
    }

    /// This answer, if it is a good one.
    ///
    /// @throws WorkFailed with the problem in words, and a remedy where there is one
    public Answer orFail() {
        if (ok()) {
            return this;
        }
        throw new WorkFailed(problem());
    }

    private String problem() {
        String remedy =
                switch (status) {
                    case 401 -> "; give a key with --key or in FANFARE_KEY";
                    case 403 -> "; this key's roles do not allow it";
                    default -> "";
                };
        if (!body.startsWith("{")) {
            return "the front door answered " + status + remedy;
        }
        JsonNode problem = json();
        StringBuilder words = new StringBuilder(
                problem.path("detail").asString(problem.path("title").asString("")));
        problem.properties().stream()
                .filter(member -> !HEAD.contains(member.getKey()))
                .forEach(member -> words.append(" [")
                        .append(member.getKey())
                        .append(": ")
                        .append(member.getValue().asString(member.getValue().toString()))
                        .append(']'));
        return words + " (" + status + ")" + remedy;
    }
}
