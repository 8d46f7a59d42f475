package dev.fanfare.standalone.up;

import dev.fanfare.standalone.client.HttpUrl;
import dev.fanfare.standalone.settings.GivenSettings;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.work.WrongUsage;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/// `up`: everything in one JVM until Ctrl-C.
@Command(
        name = "up",
        description = "Run the whole pipeline here until Ctrl-C.",
        footer = "Any setting may follow by its full name, as --fanfare.email.smtp.host=HOST.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    private static final String LOG = "logs/fanfare.log";

    private final Terminal terminal;

    @Option(names = "--data", paramLabel = "DIR", description = "Where the data stay. Default: ${DEFAULT-VALUE}.")
    private Path data = Path.of(".fanfare");

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The front door's port; the next two are used too. Default: ${DEFAULT-VALUE}.")
    private int port = PipelineSettings.PORT;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Use these brokers instead of an embedded one.")
    private @Nullable String kafka;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            converter = HttpUrl.class,
            description = "Use this schema registry instead of a topic.")
    private @Nullable URI registry;

    @Option(names = "--logs", description = "Print the logs, as JSON, instead of keeping them in DIR/" + LOG + ".")
    private boolean logs;

    @Unmatched
    private String[] more = {};

    public UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 1 || port > 65_533) {
            throw new WrongUsage("--port must be 1 to 65533, is " + port);
        }
        Map<String, String> settings = GivenSettings.parse(more, AppArguments.RESERVED);
        // Before the logs have a file: what is refused leaves nothing behind.
        GivenSettings.refuseReserved(Pipeline.check(settings), AppArguments.RESERVED);
        if (logs) {
            JsonLogs.start(settings);
        } else {
            JsonLogs.start(settings, data.resolve(LOG));
        }
        long begin = System.nanoTime();
        Pipeline pipeline = Pipeline.start(
                new PipelineSettings(data, port, PipelineSettings.BROKER_PORT, kafka, registry, settings),
                terminal::say);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(pipeline), "stop-pipeline"));
        greet(pipeline, (System.nanoTime() - begin) / 1e9);
        new CountDownLatch(1).await();
        return 0;
    }

    private void greet(Pipeline pipeline, double seconds) {
        Map<String, String> given = pipeline.settings().more();
        if (!given.containsKey("fanfare.email.smtp.host") && System.getenv("FANFARE_EMAIL_SMTP_HOST") == null) {
            terminal.say(
                    "mails       set fanfare.email.smtp.host first: one that finds no server is tried again for half an hour, and then given up");
        }
        if (!logs) {
            terminal.say("logs        " + pipeline.settings().data().resolve(LOG));
        }
        terminal.say(String.format(
                Locale.ROOT,
                "Ready for events at %s after %.1f s. Ctrl-C stops.",
                pipeline.settings().frontDoor(),
                seconds));
    }

    /// A stop that was asked for is work well done, whichever signal asked.
    private void stop(Pipeline pipeline) {
        terminal.say("stopping ...");
        pipeline.close();
        terminal.say("stopped; the data are in " + pipeline.settings().data());
        Runtime.getRuntime().halt(0);
    }
}
