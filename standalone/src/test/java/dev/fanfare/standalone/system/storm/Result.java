package dev.fanfare.standalone.system.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a round came to.
///
/// @param repeated calls of providers that brought nothing new
/// @param withoutCause deliveries of which a call was repeated though no fault had caught it
/// @param withoutExcuse calls of which a repeat would have been found without a cause
/// @param longestWait of a delivery, from its event's 202 to the provider
/// @param ended processes that ended by themselves
/// @param wrong what broke a promise
record Result(
        long seed,
        List<Kind> faults,
        int events,
        long deliveries,
        long repeated,
        long withoutCause,
        long withoutExcuse,
        Duration longestWait,
        Duration took,
        List<String> ended,
        List<String> wrong) {

    private static final Path FILE = Path.of("target", "storm.csv");
    private static final String HEAD =
            "date,commit,seed,faults,events,deliveries,repeated,without cause,calls that nothing excuses,longest wait s,seconds,ended,verdict\n";

    /// One line more in `target/storm.csv`.
    void append() {
        try {
            String head = Files.exists(FILE) ? "" : HEAD;
            Files.writeString(FILE, head + line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    boolean holds() {
        return wrong.isEmpty();
    }

    /// As it stands in the file.
    String line() {
        return String.format(
                Locale.ROOT,
                "%s,%s,%d,%s,%d,%d,%d,%d,%d,%.1f,%.1f,%d,%s",
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                commit(),
                seed,
                faults.stream().map(Kind::name).collect(Collectors.joining(" ")),
                events,
                deliveries,
                repeated,
                withoutCause,
                withoutExcuse,
                longestWait.toMillis() / 1e3,
                took.toMillis() / 1e3,
                ended.size(),
                holds() ? "held" : "BROKEN " + wrong.size());
    }

    private static String commit() {
        try {
            Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
            return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException noGit) {
            return "";
        }
    }
}
