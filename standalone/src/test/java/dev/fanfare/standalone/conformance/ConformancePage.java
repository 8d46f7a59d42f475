package dev.fanfare.standalone.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes `docs/conformance.md`.
///
/// @param tests by the ids in their display names
record ConformancePage(List<Requirement> rows, Map<String, List<NamedTest>> tests, Pages pages) {

    private static final String HEAD = """
            # Every row

            What Fanfare must do stands in [requirements.csv](requirements.csv), an id a row; here is what proves each. `ConformanceTest` makes this page from it and from the ids in the tests' display names, and fails where a row has no proof, or names what is not there; `-Dconformance.write=true` writes it anew. Kinds: F feature, N figure, O operation, C configuration, M monitoring, T test, X a fault of the old systems that must not be here, E what these only planned. A row of kind F, E or X wants a test; for the others a page or a measured figure may do. Tests marked (chaos) run with `-Pchaos` only.

            """;

    String text() {
        return HEAD + counts() + notYet() + groups();
    }

    private String counts() {
        long open = rows.stream().filter(Requirement::isOpen).count();
        long tested =
                rows.stream().filter(row -> !row.isOpen() && isTested(row)).count();
        long apart = rows.stream()
                .filter(row -> !row.isOpen() && isTested(row))
                .filter(row -> tests.get(row.id()).stream().allMatch(NamedTest::apart))
                .count();
        return "%d rows: %d shown by tests (%d of them by such as run with `-Pchaos` only), %d by figures or pages alone, %d not yet.\n\n"
                .formatted(rows.size(), tested, apart, rows.size() - tested - open, open);
    }

    private String notYet() {
        return rows.stream()
                .filter(Requirement::isOpen)
                .map(row -> "| %s | %s | %s |\n".formatted(row.id(), row.title(), why(row)))
                .collect(Collectors.joining(
                        "", "## Not yet\n\n| row | what | what is missing |\n|---|---|---|\n", "\n"));
    }

    private String groups() {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.id().substring(0, 2), java.util.TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(group -> "## %s\n\n| row | | what | proof |\n|---|---|---|---|\n%s"
                        .formatted(
                                group.getKey(),
                                group.getValue().stream().map(this::line).collect(Collectors.joining())))
                .collect(Collectors.joining("\n"));
    }

    private String line(Requirement row) {
        List<String> proofs = new ArrayList<>();
        tests.getOrDefault(row.id(), List.of()).forEach(test -> proofs.add(test.link()));
        row.proofs().forEach(proof -> proofs.add(told(proof)));
        return "| %s | %s | %s | %s |\n".formatted(row.id(), row.kind(), row.title(), String.join("<br>", proofs));
    }

    private String told(Proof proof) {
        return switch (proof) {
            case Proof.Page page -> "[%s](%s%s)".formatted(pages.heading(page), fromDocs(page.path()), anchorOf(page));
            case Proof.Measured figure ->
                "[measured](benchmarks.md): " + pages.measured(figure).orElse("");
            case Proof.Open open -> "**not yet**: " + open.why();
            case Proof.Never never -> "cannot apply: " + never.why();
        };
    }

    private boolean isTested(Requirement row) {
        return tests.containsKey(row.id());
    }

    private static String anchorOf(Proof.Page page) {
        return page.anchor().isEmpty() ? "" : "#" + page.anchor();
    }

    private static String fromDocs(String path) {
        return path.startsWith("docs/") ? path.substring("docs/".length()) : "../" + path;
    }

    private static String why(Requirement row) {
        return row.proofs().stream()
                .flatMap(proof -> proof instanceof Proof.Open(String why) ? Stream.of(why) : Stream.empty())
                .collect(Collectors.joining("; "));
    }
}
