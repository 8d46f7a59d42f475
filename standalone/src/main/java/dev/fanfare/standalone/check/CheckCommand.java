package dev.fanfare.standalone.check;

import dev.fanfare.standalone.check.Finding.Bad;
import dev.fanfare.standalone.check.Finding.Doubtful;
import dev.fanfare.standalone.client.HttpUrl;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.up.JsonLogs;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// `check`: would it run here?
@Command(
        name = "check",
        description = "See whether it would run here, and what to do if not.",
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {

    private static final int APPS = 3;
    private static final int SMTP_PORT = 25;

    private final Terminal terminal;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The front door's port; the next two are used too. Default: ${DEFAULT-VALUE}.")
    private int port = 8080;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where up would keep its data. Default: ${DEFAULT-VALUE}.")
    private Path data = Path.of(".fanfare");

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:FANFARE_KAFKA_BOOTSTRAP_SERVERS}",
            description = "Brokers to ask. Default: FANFARE_KAFKA_BOOTSTRAP_SERVERS, else none.")
    private @Nullable String kafka;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            converter = HttpUrl.class,
            defaultValue = "${env:FANFARE_REGISTRY_URL}",
            description = "A schema registry to ask. Default: FANFARE_REGISTRY_URL, else none.")
    private @Nullable URI registry;

    @Option(
            names = "--smtp",
            paramLabel = "HOST[:PORT]",
            defaultValue = "${env:FANFARE_EMAIL_SMTP_HOST}",
            description = "A mail server to ask. Default: FANFARE_EMAIL_SMTP_HOST, else none.")
    private @Nullable String smtp;

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
        List<Finding> findings = look();
        if (json) {
            terminal.result(new JsonMapper()
                    .writeValueAsString(findings.stream().map(Finding::toJson).toList()));
        } else {
            findings.forEach(finding -> terminal.result(finding.inWords()));
        }
        return findings.stream().anyMatch(Bad.class::isInstance) ? 1 : 0;
    }

    private List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        findings.add(CheckJdk.check(Runtime.version()));
        for (int i = 0; i < APPS; i++) {
            findings.add(CheckPort.check(port + i));
        }
        findings.add(CheckDisk.check(data));
        if (kafka != null) {
            findings.add(CheckKafka.check(kafka));
        }
        if (registry != null) {
            findings.add(CheckRegistry.check(registry));
        }
        findings.add(smtp == null ? nowhereToMail() : smtp(smtp));
        return findings;
    }

    private static Finding smtp(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return colon < 0
                ? CheckSmtp.check(hostAndPort, SMTP_PORT)
                : CheckSmtp.check(hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    }

    private static Finding nowhereToMail() {
        return new Doubtful("smtp", "not set", "mails go nowhere until fanfare.email.smtp.host says where");
    }
}
