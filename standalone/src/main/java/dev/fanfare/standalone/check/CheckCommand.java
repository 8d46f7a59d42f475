package dev.fanfare.standalone.check;

import dev.fanfare.standalone.check.Finding.Bad;
import dev.fanfare.standalone.settings.GivenKafka;
import dev.fanfare.standalone.settings.StartEnvironment;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.up.JsonLogs;
import dev.fanfare.standalone.up.StartOptions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// `check`: would it run here?
@Command(
        name = "check",
        description = "See whether it would run here, and what to do if not.",
        footer = {
            "Brokers, a registry and a mail server that no option names are taken from the settings, as FANFARE_KAFKA_BOOTSTRAP_SERVERS.",
            "The ports are those that up would take: --port, else 8080, and the next two; the room is that of --data, else of .fanfare."
        },
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {

    private static final int PORT = 8080;
    private static final int NEXT = 2;

    private final Terminal terminal;

    @Mixin
    private StartOptions options = new StartOptions();

    @Option(
            names = "--smtp",
            paramLabel = "HOST[:PORT]",
            converter = MailServer.class,
            description = "A mail server to ask.")
    private @Nullable InetSocketAddress smtp;

    @Option(names = "--init", description = "Only write .env with random keys for docker-compose; never over one.")
    private boolean init;

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    public CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (init) {
            terminal.say(InitKeys.write(Path.of(".env")));
            return 0;
        }
        JsonLogs.start(Map.of("logging.level.root", "off", "logging.level.dev.fanfare", "off"));
        List<Finding> findings = look(StartEnvironment.of(Map.of(), Map.of()));
        if (json) {
            terminal.result(new JsonMapper()
                    .writeValueAsString(findings.stream().map(Finding::toJson).toList()));
        } else {
            findings.forEach(finding -> terminal.result(finding.inWords()));
        }
        return findings.stream().anyMatch(Bad.class::isInstance) ? 1 : 0;
    }

    private List<Finding> look(ConfigurableEnvironment given) {
        List<Finding> findings = new ArrayList<>();
        findings.add(CheckJdk.check(Runtime.version()));
        int first = options.port(NEXT).orElse(PORT);
        for (int port = first; port <= first + NEXT; port++) {
            findings.add(CheckPort.check(port));
        }
        findings.add(CheckDisk.check(options.data().orElse(Path.of(".fanfare"))));
        options.kafka()
                .or(() -> Optional.ofNullable(given.getProperty("fanfare.kafka.bootstrap-servers")))
                .ifPresent(kafka -> findings.add(CheckKafka.check(GivenKafka.at(kafka, given))));
        options.registry()
                .map(URI::toString)
                .or(() -> Optional.ofNullable(given.getProperty("fanfare.registry.url")))
                .ifPresent(urls -> findings.addAll(CheckRegistry.check(urls)));
        findings.add(CheckSmtp.check(smtp, given));
        return findings;
    }
}
