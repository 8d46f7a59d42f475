package dev.fanfare.standalone.client;

import dev.fanfare.schemas.EventKey;
import dev.fanfare.standalone.work.WorkFailed;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The lines of a file of events: looked at before they are sent, and their keys known when they are.
final class EventLines {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST = 1024 * 1024;

    private EventLines() {}

    /// Its bytes, of which the first line is an event as far as one can see from here.
    ///
    /// @param file `-` for standard input
    /// @throws WorkFailed naming the file, and the line that is no event
    static InputStream open(String file, InputStream standardInput) throws IOException {
        var in = new BufferedInputStream(bytes(file, standardInput), LONGEST);
        checkFirstLine(in, file.equals("-") ? "standard input" : file);
        return in;
    }

    /// Its bytes, whatever they are.
    ///
    /// @param file `-` for standard input
    /// @throws WorkFailed where there is no such file
    static InputStream bytes(String file, InputStream standardInput) throws IOException {
        boolean isFile = !file.equals("-");
        if (isFile && Files.notExists(Path.of(file))) {
            throw new WorkFailed("there is no file " + file);
        }
        if (isFile && Files.isDirectory(Path.of(file))) {
            throw new WorkFailed(file + " is a folder; name a file in it");
        }
        return isFile ? Files.newInputStream(Path.of(file)) : standardInput;
    }

    /// The key of the event in this line; empty where it names neither source nor id.
    static String key(String line) {
        try {
            JsonNode event = JSON.readTree(line);
            String id = event.path("id").asString("");
            String source = event.path("source").asString("");
            return id.isEmpty() || source.isEmpty() ? "" : EventKey.of(source, id);
        } catch (JacksonException unreadable) {
            return "";
        }
    }

    private static void checkFirstLine(BufferedInputStream in, String file) throws IOException {
        in.mark(LONGEST);
        List<String> lines = firstLines(in);
        in.reset();
        if (lines.isEmpty()) {
            throw new WorkFailed(file + " holds no events");
        }
        String line = lines.getLast();
        String remedy = ": an event must stand on one line, as with jq -c . FILE";
        try {
            if (!JSON.readTree(line).isObject()) {
                throw new WorkFailed(file + ", line " + lines.size() + " is no JSON object" + remedy);
            }
        } catch (JacksonException unreadable) {
            throw new WorkFailed(file + ", line " + lines.size() + " is not a whole JSON object" + remedy);
        }
    }

    /// Up to the first that holds something; none where no line does.
    private static List<String> firstLines(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        var line = new ByteArrayOutputStream();
        int next = in.read();
        // Never further than needed: what is piped in may come slowly.
        for (int read = 1; next >= 0 && read < LONGEST; read++) {
            if (next == '\n') {
                lines.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
                if (!lines.getLast().isBlank()) {
                    return lines;
                }
            } else {
                line.write(next);
            }
            next = in.read();
        }
        lines.add(line.toString(StandardCharsets.UTF_8));
        return lines.getLast().isBlank() ? List.of() : lines;
    }
}
