package dev.fanfare.producer.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads server-sent events as our own channel-consumers write them: each datum on one line.
final class ReadEvents {

    private final BufferedReader lines;

    ReadEvents(InputStream in) {
        this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /// The next block, or nothing at the end; what is cut off is none.
    Optional<Told> next() throws IOException {
        String id = "";
        String event = "";
        String data = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                return Optional.of(new Told(id, event, data));
            }
            String value = line.substring(line.indexOf(':') + 1).strip();
            switch (line.substring(0, Math.max(0, line.indexOf(':')))) {
                case "id" -> id = value;
                case "event" -> event = value;
                case "data" -> data = value;
                default -> {} // a comment, or the time after which a browser tries again
            }
        }
        return Optional.empty();
    }
}
