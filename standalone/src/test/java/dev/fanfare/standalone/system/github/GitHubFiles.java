package dev.fanfare.standalone.system.github;

import dev.fanfare.standalone.system.parts.FrontDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The events, and the rules and templates that fit them.
final class GitHubFiles {

    /// Real webhook payloads as CloudEvents, one a line; they are not part of this repository.
    private static final Path REAL =
            Path.of(System.getProperty("fanfare.github-events", "../../shared/data/github-events.jsonl"));

    private static final Path HERE = Path.of("src", "test", "resources", "github");

    private GitHubFiles() {}

    /// A few events of our own, with all that is awkward in words, and the real ones where they are at hand.
    static List<Path> ofEvents() {
        Path own = HERE.resolve("own-events.jsonl");
        return Files.isReadable(REAL) ? List.of(own, REAL) : List.of(own);
    }

    static List<JsonNode> events(List<Path> files) {
        return files.stream()
                .flatMap(file -> lines(file).stream())
                .map(FrontDoor.JSON::readTree)
                .toList();
    }

    /// By type.
    static Map<String, String> rules() {
        return jsonIn(HERE.resolve("rules"));
    }

    /// By name.
    static Map<String, String> templates() {
        return jsonIn(HERE.resolve("templates"));
    }

    private static Map<String, String> jsonIn(Path folder) {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                found.put(file.getFileName().toString().replaceFirst("\\.json$", ""), Files.readString(file));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return found;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
