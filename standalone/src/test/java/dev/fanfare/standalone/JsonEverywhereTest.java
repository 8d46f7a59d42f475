package dev.fanfare.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.terminal.Terminal;
import java.io.InputStream;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class JsonEverywhereTest {

    /// These have no result: the first two stay, and what the others print is not for programs.
    private static final Set<String> WITHOUT =
            Set.of("fanfare up", "fanfare run", "fanfare completion", "fanfare help");

    @Test
    @DisplayName("whatever has a result prints it as JSON where it is asked to")
    void every_command_with_a_result_takes_json() {
        CommandLine fanfare = Fanfare.commandLine(Terminal.ofProcess(), InputStream.nullInputStream());

        assertThat(leaves(fanfare))
                .hasSizeGreaterThan(20)
                .filteredOn(command -> !command.getCommandSpec().optionsMap().containsKey("--json"))
                .extracting(command -> command.getCommandSpec().qualifiedName())
                .containsExactlyInAnyOrderElementsOf(WITHOUT);
    }

    private static Stream<CommandLine> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command)
                : command.getSubcommands().values().stream().distinct().flatMap(JsonEverywhereTest::leaves);
    }
}
