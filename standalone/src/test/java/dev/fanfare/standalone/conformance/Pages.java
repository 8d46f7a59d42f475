package dev.fanfare.standalone.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The project's pages, their headings' anchors, and the lines of their tables.
///
/// @param root of the project
record Pages(Path root) {

    private static final String MEASURED = "docs/benchmarks.md";
    private static final Pattern FIGURE = Pattern.compile("[0-9]");

    /// Why the page cannot be what it is named for, if it cannot.
    Optional<String> fault(Proof.Page page) {
        if (!Files.exists(root.resolve(page.path()))) {
            return Optional.of("there is no " + page.path());
        }
        if (!page.anchor().isEmpty() && anchors(page.path()).noneMatch(page.anchor()::equals)) {
            return Optional.of(page.path() + " has no heading #" + page.anchor());
        }
        return Optional.empty();
    }

    /// What was measured, by the first line of a table that begins so and has a figure.
    Optional<String> measured(Proof.Measured figure) {
        return lines(MEASURED)
                .filter(line -> line.startsWith("| " + figure.line()))
                .map(line -> line.split("\\|"))
                .filter(cells -> cells.length > 2 && FIGURE.matcher(cells[2]).find())
                .map(cells -> cells[1].strip())
                .findFirst();
    }

    /// The heading's words as they are shown.
    String heading(Proof.Page page) {
        return lines(page.path())
                .filter(line -> line.startsWith("#"))
                .filter(line -> page.anchor().isEmpty() || anchor(line).equals(page.anchor()))
                .findFirst()
                .map(line -> line.replaceFirst("^#+ ", ""))
                .orElse(page.path());
    }

    private Stream<String> anchors(String path) {
        return lines(path).filter(line -> line.startsWith("#")).map(Pages::anchor);
    }

    /// As GitHub makes it.
    static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private Stream<String> lines(String path) {
        try {
            return Files.readAllLines(root.resolve(path)).stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
