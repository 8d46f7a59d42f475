package dev.fanfare.standalone.system.seeing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the board and the alerts that come with Fanfare look at.
final class Watched {

    static final Path RULES = Path.of("..", "deploy", "prometheus", "fanfare.rules.yml");
    static final Path RULES_TESTS = Path.of("..", "deploy", "prometheus", "fanfare.rules.test.yml");
    private static final Path BOARD = Path.of("..", "deploy", "grafana", "fanfare.json");
    private static final Pattern RULE = Pattern.compile("(?m)^ *expr: (.*)$");
    private static final Pattern PANEL = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern IN_BRACES_OR_BY = Pattern.compile("\\{[^}]*}|by \\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("\\b(?:notification|jvm)_\\w+");

    private Watched() {}

    /// The names of all metrics, as they are scraped.
    static Set<String> metrics() throws IOException {
        Set<String> names = new TreeSet<>(names(RULE, RULES));
        names.addAll(names(PANEL, BOARD));
        return names;
    }

    static List<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static Set<String> names(Pattern expression, Path file) throws IOException {
        return found(expression, file).stream()
                .map(one -> IN_BRACES_OR_BY.matcher(one).replaceAll(""))
                .flatMap(one -> NAME.matcher(one).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }
}
