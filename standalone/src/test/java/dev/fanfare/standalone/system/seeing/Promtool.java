package dev.fanfare.standalone.system.seeing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// Prometheus' own judgement of our metrics, where its tool is installed; a framework's names are not ours to mend.
final class Promtool {

    private Promtool() {}

    static void check(String page) {
        String ours = page.lines()
                .filter(line -> line.matches("(# (HELP|TYPE) )?notification_.*"))
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(ours).contains("# TYPE notification_created_total counter");
        try {
            Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                    .redirectErrorStream(true)
                    .start();
            promtool.getOutputStream().write(ours.getBytes(StandardCharsets.UTF_8));
            promtool.getOutputStream().close();
            String judgement = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(promtool.onExit().join().exitValue()).as(judgement).isZero();
        } catch (IOException notInstalled) {
            if (!String.valueOf(notInstalled.getMessage()).contains("Cannot run program")) {
                throw new UncheckedIOException(notInstalled);
            }
        }
    }
}
