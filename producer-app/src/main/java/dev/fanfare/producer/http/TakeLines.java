package dev.fanfare.producer.http;

import dev.fanfare.producer.http.Lines.Line;
import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/// Takes a body of many JSON values, one a line, and remembers the first thousand that were refused.
public final class TakeLines {

    /// Refusals that are listed; the others are counted.
    public static final int LISTED = 1_000;

    private final List<Map<String, Object>> rejected = new ArrayList<>();
    private final String idField;
    private long accepted;
    private long rejectedTotal;

    /// @param idField what names a line's value, for the list of refusals
    public TakeLines(String idField) {
        this.idField = idField;
    }

    /// What is done with each value; it may refuse it.
    public interface Taker {
        void take(JsonNode value) throws IOException;
    }

    /// To the end of the body; what is not a line's own fault (5xx) ends the work.
    ///
    /// @throws IOException where the body is cut
    public void all(Lines lines, Taker taker) throws IOException {
        for (Line line = lines.next(); line != null; line = lines.next()) {
            JsonNode value = null;
            try {
                value = read(line);
                taker.take(value);
                accepted++;
            } catch (BadInput bad) {
                reject(line.number(), value, Refused.of(bad));
            } catch (Refused refused) {
                requireOwnFault(refused);
                reject(line.number(), value, refused);
            }
        }
    }

    public long accepted() {
        return accepted;
    }

    public long rejectedTotal() {
        return rejectedTotal;
    }

    /// `accepted`, `rejected` and `rejectedTotal`.
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("accepted", accepted);
        json.put("rejected", List.copyOf(rejected));
        json.put("rejectedTotal", rejectedTotal);
        return json;
    }

    private static JsonNode read(Line line) {
        if (line.tooLong()) {
            throw Refused.because(HttpStatus.CONTENT_TOO_LARGE, "the line is too long");
        }
        return Json.read(line.bytes());
    }

    private static void requireOwnFault(Refused refused) {
        if (refused.problem().status().is5xxServerError()) {
            throw refused;
        }
    }

    private void reject(long line, @Nullable JsonNode value, Refused refused) {
        if (rejectedTotal++ < LISTED) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("index", accepted + rejectedTotal - 1);
            entry.put("line", line);
            if (value != null && value.path(idField).isString()) {
                entry.put("id", value.path(idField).stringValue());
            }
            entry.putAll(entry(refused.problem()));
            rejected.add(entry);
        }
    }

    /// How a refusal stands in a list of them.
    public static Map<String, Object> entry(Problem problem) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("status", problem.status().value());
        entry.put("problem", problem.detail());
        entry.putAll(problem.members());
        return entry;
    }
}
