package dev.fanfare.standalone.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Every row of `docs/requirements.csv` has a proof that is there, and `docs/conformance.md` names it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/conformance.md");
    private static final List<String> MODULES =
            List.of("schemas", "fanout-streams", "producer-app", "channel-consumers", "standalone", "benchmarks");

    private final Pages pages = new Pages(ROOT);
    private List<Requirement> rows = List.of();
    private Map<String, List<NamedTest>> tests = Map.of();

    @BeforeAll
    void read() throws IOException {
        rows = ReadRequirements.of(Files.readAllLines(ROOT.resolve("docs/requirements.csv")));
        tests = TestsById.under(ROOT, MODULES);
    }

    @Test
    void there_are_178_rows_each_once_and_in_order() {
        assertThat(rows)
                .hasSize(178)
                .extracting(Requirement::id)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void every_row_has_a_proof() {
        assertThat(rows)
                .filteredOn(row -> !row.isProven(tests.containsKey(row.id())))
                .as("rows with no proof: give a test's display name the id, or the row a figure, a page or `open: why`")
                .isEmpty();
    }

    @Test
    void no_test_proves_a_row_that_is_not_there() {
        Set<String> strangers = new HashSet<>(tests.keySet());
        rows.forEach(row -> strangers.remove(row.id()));
        assertThat(strangers)
                .as("ids in display names, but not in docs/requirements.csv")
                .isEmpty();
    }

    @Test
    void every_page_and_figure_that_is_named_is_there() {
        assertThat(rows.stream()
                        .flatMap(row ->
                                row.proofs().stream().flatMap(this::fault).map(fault -> row.id() + ": " + fault)))
                .isEmpty();
    }

    @Test
    void the_page_says_so() throws IOException {
        String text = new ConformancePage(rows, tests, pages).text();
        if (Boolean.getBoolean("conformance.write")) {
            Files.writeString(PAGE, text);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("docs/conformance.md is made anew by: mvn -Dquick test -pl standalone -am -Dtest=ConformanceTest "
                        + "-Dsurefire.failIfNoSpecifiedTests=false -Dconformance.write=true")
                .isEqualToNormalizingNewlines(text);
    }

    private Stream<String> fault(Proof proof) {
        return switch (proof) {
            case Proof.Page page -> pages.fault(page).stream();
            case Proof.Measured figure ->
                pages.measured(figure).isPresent()
                        ? Stream.empty()
                        : Stream.of("docs/benchmarks.md has no measured line that begins with '" + figure.line() + "'");
            case Proof.Open(var why) -> empty(why);
            case Proof.Never(var why) -> empty(why);
        };
    }

    private static Stream<String> empty(String why) {
        return why.isBlank() ? Stream.of("does not say why") : Stream.empty();
    }
}
