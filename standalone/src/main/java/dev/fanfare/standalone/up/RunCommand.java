package dev.fanfare.standalone.up;

import dev.fanfare.standalone.client.HttpUrl;
import dev.fanfare.standalone.settings.GivenSettings;
import dev.fanfare.standalone.terminal.Terminal;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/// `run front`, `run fanout`, `run channels`: one app against a real Kafka until Ctrl-C.
@Command(
        name = "run",
        description = "Run one app against a real Kafka until Ctrl-C; several of a kind share the work.",
        footer = "Any setting may follow by its full name, as --fanfare.streams.url=http://one:8081,http://two:8081.",
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "APP", description = "front, fanout or channels.")
    private AppKind app = AppKind.FRONT;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "The brokers. Default: FANFARE_KAFKA_BOOTSTRAP_SERVERS, else localhost:9092.")
    private @Nullable String kafka;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            converter = HttpUrl.class,
            description = "A schema registry. Default: FANFARE_REGISTRY_URL, else a topic.")
    private @Nullable URI registry;

    @Option(names = "--port", paramLabel = "N", description = "Where it listens. Default: 8080, 8081 or 8082.")
    private @Nullable Integer port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Its name and its stores, one directory for each process. Default: .fanfare/APP-PORT.")
    private @Nullable Path data;

    @Unmatched
    private String[] more = {};

    public RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> given = GivenSettings.parse(more, Set.of());
        if (port != null) {
            given.put("server.port", port.toString());
        }
        if (kafka != null) {
            given.put("fanfare.kafka.bootstrap-servers", kafka);
        }
        if (registry != null) {
            given.put("fanfare.registry.url", registry.toString());
        }
        OneApp one = OneApp.of(app, data, given);
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
