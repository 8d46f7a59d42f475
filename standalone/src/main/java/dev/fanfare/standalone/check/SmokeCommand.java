package dev.fanfare.standalone.check;

import dev.fanfare.standalone.check.Finding.Bad;
import dev.fanfare.standalone.client.FrontDoor;
import dev.fanfare.standalone.client.Where;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.work.WorkFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// `smoke`: a first event through a running system, in five looks.
@Command(
        name = "smoke",
        description = "Send a first event through a running system, and see that it arrives.",
        footer =
                "It puts one person, fanfare-smoke, tells that person in the inbox, and reads it. The key needs the role operate.",
        mixinStandardHelpOptions = true)
public final class SmokeCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private Where where = new Where();

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    public SmokeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        try (FrontDoor door = where.open()) {
            SmokeEvent event = new SmokeEvent(door);
            findings.add(look("front door", door, SmokeChecks::door));
            findings.add(look("kafka", door, SmokeChecks::kafka));
            findings.add(look("channels", door, SmokeChecks::channels));
            findings.add(look("accept", door, _ -> event.accept()));
            findings.add(look("inbox", door, _ -> event.arrives()));
        }
        if (json) {
            terminal.result(new JsonMapper()
                    .writeValueAsString(findings.stream().map(Finding::toJson).toList()));
        } else {
            findings.forEach(finding -> terminal.result(finding.inWords()));
        }
        return findings.stream().anyMatch(Bad.class::isInstance) ? 1 : 0;
    }

    /// What one look cannot see does not keep the others from looking.
    private static Finding look(String about, FrontDoor door, Function<FrontDoor, Finding> check) {
        try {
            return check.apply(door);
        } catch (WorkFailed failed) {
            return new Bad(
                    about,
                    String.valueOf(failed.getMessage()),
                    "start Fanfare with ./fanfare up, name where it is with --url, and bring a key with --key");
        }
    }
}
