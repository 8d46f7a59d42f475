package dev.fanfare.standalone.demo;

import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.up.JsonLogs;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `demo`: the main job on an embedded everything.
@Command(
        name = "demo",
        description = "Tell a crowd, with a broker, a mail server and webhooks of its own; nothing stays behind.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;
    private static final Map<String, String> QUIET = Map.of(
            "logging.structured.format.console", "",
            "logging.pattern.console", "%d{HH:mm:ss.SSS} %-5level %logger{20} %msg%n%ex{3}",
            "logging.level.dev.fanfare", "warn");

    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--exit", description = "End when all are told: 0 only if all counts agree with the servers' own.")
    private boolean exit;

    @Option(
            names = "--recipients",
            paramLabel = "N",
            description = "How many people, at least " + People.FEWEST + ". Default: ${DEFAULT-VALUE}.")
    private int recipients = 1_000;

    @Option(names = "--json", description = "Print the results as JSON.")
    private boolean json;

    public DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (recipients < People.FEWEST) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--recipients must be at least " + People.FEWEST + ", is " + recipients);
        }
        // Results alone go to standard output; of the logs, what matters stands among the words for people.
        System.setOut(System.err);
        JsonLogs.start(QUIET);
        long begin = System.nanoTime();
        try (Stage stage = Stage.set(terminal::say)) {
            Thread stop = new Thread(() -> leave(stage), "stop-demo");
            Runtime.getRuntime().addShutdownHook(stop);
            terminal.say(String.format(Locale.ROOT, "ready after %.1f s", (System.nanoTime() - begin) / 1e9));
            Report report = performOrStop(stage);
            terminal.result(json ? report.asJson() : report.asTable());
            report.wrong().forEach(wrong -> terminal.say("wrong: " + wrong));
            if (!exit) {
                stay(stage, report);
            }
            return report.wrong().isEmpty() ? 0 : 1;
        }
    }

    /// After a signal the stage closes under our feet; then the process ends elsewhere.
    private Report performOrStop(Stage stage) throws InterruptedException {
        try {
            return perform(stage);
        } catch (RuntimeException failed) {
            if (stage.isClosed()) {
                new CountDownLatch(1).await();
            }
            throw failed;
        }
    }

    private Report perform(Stage stage) {
        People people = new People(recipients, stage.servers());
        Perform perform = new Perform(stage.door(), terminal);
        perform.load(people);
        long begin = System.nanoTime();
        List<Told> events = perform.watch(perform.post());
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Inboxes.Compared inboxes = new Inboxes(stage.door()).compare(people.ids());
        var servers = stage.servers().counts();
        return new Report(events, servers, inboxes, took, Verdict.on(events, servers, inboxes));
    }

    private void stay(Stage stage, Report report) throws InterruptedException {
        String url = stage.url().toString();
        terminal.say("");
        terminal.say("The front door is open at " + url + ", the console at " + url + "/, until Ctrl-C. For example:");
        terminal.say("  ./fanfare status " + report.events().getLast().key() + " --url " + url);
        terminal.say("  curl " + url + "/v1/recipients/" + People.id(3) + "/inbox");
        new CountDownLatch(1).await();
    }

    /// Only where a signal ends it: else all is closed by now.
    private void leave(Stage stage) {
        if (!stage.isClosed()) {
            stage.close();
            Runtime.getRuntime().halt(exit ? INTERRUPTED : 0);
        }
    }
}
