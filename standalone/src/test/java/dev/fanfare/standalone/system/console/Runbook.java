package dev.fanfare.standalone.system.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;

/// The lines of `docs/operations.md` that stand as they are typed.
record Runbook(List<String> lines) {

    private static final Path PAGE = Path.of("..", "docs", "operations.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```");

    static Runbook read() throws IOException {
        return new Runbook(BLOCK.matcher(Files.readString(PAGE))
                .results()
                .flatMap(block -> block.group(1).lines())
                .distinct()
                .toList());
    }

    /// Each must end well and say something.
    ///
    /// @param facts what stands for what is written there
    void runAll(Shell shell, Map<String, String> facts) {
        assertThat(lines).hasSizeGreaterThan(30);
        SoftAssertions all = new SoftAssertions();
        for (String line : lines) {
            String typed = line;
            for (Map.Entry<String, String> fact : facts.entrySet()) {
                typed = typed.replace(fact.getKey(), fact.getValue());
            }
            assertThat(typed).as("every name is replaced").doesNotContain("$", "localhost:9092");
            Shell.Ran ran = shell.run(typed);
            all.assertThat(ran.status()).as("%s: %s", typed, ran).isZero();
            all.assertThat(ran.out() + ran.err()).as(typed).isNotBlank();
        }
        all.assertAll();
    }
}
