package dev.fanfare.standalone.up;

import dev.fanfare.standalone.settings.GivenSettings;
import dev.fanfare.standalone.terminal.Terminal;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/// `run front`, `run fanout`, `run channels`: one app against a real Kafka until Ctrl-C.
@Command(
        name = "run",
        description = "Run one app against a real Kafka until Ctrl-C; several of a kind share the work.",
        footer = {
            "Without --kafka it takes FANFARE_KAFKA_BOOTSTRAP_SERVERS, else localhost:9092; without --registry FANFARE_REGISTRY_URL, else a topic.",
            "It listens at --port, else at 8080 (front), 8081 (fanout) or 8082 (channels), and keeps its name and stores in --data, else in .fanfare/APP-PORT: one directory for each process.",
            "Any setting may follow by its full name, as --fanfare.streams.url=http://one:8081,http://two:8081."
        },
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "APP", description = "front, fanout or channels.")
    private AppKind app = AppKind.FRONT;

    @Mixin
    private StartOptions options = new StartOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Unmatched
    private String[] more = {};

    public RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> given = GivenSettings.parse(
                more, Set.of(), Objects.requireNonNull(spec).optionsMap().keySet());
        options.port(0).ifPresent(port -> given.put("server.port", port.toString()));
        options.kafka().ifPresent(kafka -> given.put("fanfare.kafka.bootstrap-servers", kafka));
        options.registry().ifPresent(registry -> given.put("fanfare.registry.url", registry.toString()));
        OneApp one = OneApp.of(app, options.data().orElse(null), given);
        JsonLogs.start(given);
        long begin = System.nanoTime();
        RunningApp running = RunningApp.start(one, terminal::say);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running), "stop-app"));
        running.awaitReady();
        terminal.say(String.format(
                Locale.ROOT, "Ready at %s after %.1f s. Ctrl-C stops.", one.url(), (System.nanoTime() - begin) / 1e9));
        new CountDownLatch(1).await();
        return 0;
    }

    /// A stop that was asked for is work well done, whichever signal asked.
    private void stop(RunningApp running) {
        terminal.say("stopping ...");
        running.close();
        terminal.say("stopped");
        Runtime.getRuntime().halt(0);
    }
}
