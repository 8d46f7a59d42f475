package dev.fanfare.standalone.system.seeing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Prometheus' own judgement, where its tool is installed.
public final class Promtool {

    private Promtool() {}

    public static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "promtool")));
    }

    /// Of our metrics; a framework's names are not ours to mend.
    static void check(String page) throws IOException {
        String ours = page.lines()
                .filter(line -> line.matches("(# (HELP|TYPE) )?notification_.*"))
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(ours).contains("# TYPE notification_created_total counter");
        if (isInstalled()) {
            agrees(ours, "check", "metrics");
        }
    }

    /// Of rules by what they are tested with; the test is skipped where there is no tool.
    public static void test(Path tests) throws IOException {
        assumeThat(isInstalled()).as("promtool on PATH").isTrue();
        agrees("", "test", "rules", tests.toString());
    }

    private static void agrees(String input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process promtool = new ProcessBuilder(command).redirectErrorStream(true).start();
        promtool.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        promtool.getOutputStream().close();
        String judgement = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.onExit().join().exitValue()).as(judgement).isZero();
    }
}
