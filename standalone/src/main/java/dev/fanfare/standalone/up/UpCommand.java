package dev.fanfare.standalone.up;

import dev.fanfare.standalone.settings.GivenSettings;
import dev.fanfare.standalone.settings.GivenTls;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.work.WrongUsage;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/// `up`: everything in one JVM until Ctrl-C.
@Command(
        name = "up",
        description = "Run the whole pipeline here until Ctrl-C.",
        footer = {
            "Without --kafka it brings a broker of its own; without --registry schemas are kept in a topic.",
            "The front door listens at --port, else at 8080, and the other apps at the next two; the data stay in --data, else in .fanfare.",
            "Any setting may follow by its full name, as --fanfare.email.smtp.host=HOST."
        },
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    private static final String LOG = "logs/fanfare.log";

    private final Terminal terminal;

    @Mixin
    private StartOptions options = new StartOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--logs", description = "Print the logs, as JSON, instead of keeping them in DIR/" + LOG + ".")
    private boolean logs;

    @Unmatched
    private String[] more = {};

    public UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> more = GivenSettings.parse(
                this.more,
                AppArguments.RESERVED,
                Objects.requireNonNull(spec).optionsMap().keySet());
        PipelineSettings settings = settings(more);
        // Before the logs have a file: what is refused leaves nothing behind.
        ConfigurableEnvironment given = Pipeline.check(more);
        GivenSettings.refuseReserved(given, AppArguments.RESERVED);
        if (GivenTls.in(given)) {
            throw new WrongUsage("server.ssl: up is for this machine alone and speaks HTTP; run front, run fanout and"
                    + " run channels take it");
        }
        if (logs) {
            JsonLogs.start(more);
        } else {
            JsonLogs.start(more, settings.data().resolve(LOG));
        }
        long begin = System.nanoTime();
        Pipeline pipeline = Pipeline.start(settings, terminal::say);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(pipeline), "stop-pipeline"));
        greet(pipeline, (System.nanoTime() - begin) / 1e9);
        new CountDownLatch(1).await();
        return 0;
    }

    private PipelineSettings settings(Map<String, String> more) {
        return new PipelineSettings(
                options.data().orElse(Path.of(".fanfare")),
                options.port(PipelineSettings.APPS - 1).orElse(PipelineSettings.PORT),
                PipelineSettings.BROKER_PORT,
                options.kafka().orElse(null),
                options.registry().orElse(null),
                more);
    }

    private void greet(Pipeline pipeline, double seconds) {
        if (!pipeline.given().containsProperty("fanfare.email.smtp.host")) {
            terminal.say("mails       go to localhost:25 until fanfare.email.smtp.host says where; while no server is"
                    + " there, each is tried again for half an hour, and then given up");
        }
        if (!logs) {
            terminal.say("logs        " + pipeline.settings().data().resolve(LOG));
        }
        terminal.say("console     " + pipeline.settings().frontDoor() + "/");
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
