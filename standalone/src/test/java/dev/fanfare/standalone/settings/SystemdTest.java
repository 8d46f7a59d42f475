package dev.fanfare.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The unit files in `deploy/systemd`.
class SystemdTest {

    private static final Path FOLDER = Path.of("..", "deploy", "systemd");
    private static final Path UNIT = FOLDER.resolve("fanfare@.service");
    private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

    @ParameterizedTest
    @ValueSource(strings = {"common", "front", "fanout", "channels"})
    @DisplayName("S4-14 every setting of the examples is one, and no secret is more than a place for it")
    void every_setting_is_one(String file) throws IOException {
        List<String> settings = Files.readAllLines(FOLDER.resolve(file + ".env")).stream()
                .filter(line -> line.startsWith("FANFARE_"))
                .toList();

        assertThat(settings).map(line -> line.replaceFirst("=.*", "")).allMatch(CheckSettings.names()::has);
        assertThat(settings)
                .filteredOn(line -> line.matches("\\w+KEYS?=.*"))
                .allMatch(line -> line.endsWith("replace-me"));
    }

    @Test
    @DisplayName("S3-21 S4-14 each app starts with the machine, comes back when it ends, and has time to end well")
    void it_is_kept_running() throws IOException {
        List<String> unit = Files.readAllLines(UNIT);

        assertThat(unit)
                .contains("Restart=always", "WantedBy=multi-user.target", "StateDirectory=fanfare/%i", "User=fanfare")
                .contains("TimeoutStopSec=45", "NoNewPrivileges=true", "ProtectSystem=strict")
                .anyMatch(line -> line.startsWith("ExecStart=") && line.endsWith(" run %i --data /var/lib/fanfare/%i"));
        for (String app : List.of("common", "%i")) {
            assertThat(unit).contains("EnvironmentFile=/etc/fanfare/" + app + ".env");
        }
    }

    @Test
    @DisplayName("S3-21 systemd itself takes the unit")
    void systemd_takes_it(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(ANALYZE), "there is no systemd-analyze");
        for (String app : List.of("front", "fanout", "channels")) {
            Path unit = Files.copy(UNIT, folder.resolve("fanfare@" + app + ".service"));
            Process verify = new ProcessBuilder(Stream.of(ANALYZE, "verify", "--man=no", unit)
                            .map(String::valueOf)
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(verify.getInputStream().readAllBytes());
            assertThat(verify.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(said.lines().filter(line -> line.contains("fanfare@"))).isEmpty();
        }
    }
}
