package dev.fanfare.standalone.up;

import dev.fanfare.channels.ChannelsApplication;
import dev.fanfare.fanout.FanoutApplication;
import dev.fanfare.producer.ProducerApplication;
import dev.fanfare.standalone.broker.BrokerSettings;
import dev.fanfare.standalone.broker.EmbeddedBroker;
import dev.fanfare.standalone.broker.FreePorts;
import dev.fanfare.standalone.work.Together;
import dev.fanfare.standalone.work.WorkFailed;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/// The broker and the three apps, running in this JVM.
public final class Pipeline implements AutoCloseable {

    private final PipelineSettings settings;
    private final DataDirectory data;
    private final List<ConfigurableApplicationContext> apps = Collections.synchronizedList(new ArrayList<>());
    private @Nullable EmbeddedBroker broker;

    private Pipeline(PipelineSettings settings) {
        this.settings = settings;
        this.data = DataDirectory.take(settings.data());
    }

    /// Ready for events when this returns; what is ready on the way is told to `told`, a line each.
    ///
    /// @throws WorkFailed where a port or the data directory is taken, or a part does not start
    public static Pipeline start(PipelineSettings settings, Consumer<String> told) {
        for (int port = settings.port(); port < settings.port() + PipelineSettings.APPS; port++) {
            if (!FreePorts.isFree(port)) {
                throw new WorkFailed(
                        "port " + port + " is taken; stop what listens there (is Fanfare running already?), or take "
                                + PipelineSettings.APPS + " others with --port N");
            }
        }
        Pipeline pipeline = new Pipeline(settings);
        try {
            pipeline.startAll(told);
            return pipeline;
        } catch (RuntimeException failed) {
            pipeline.close();
            throw failed;
        }
    }

    public PipelineSettings settings() {
        return settings;
    }

    /// `host:port` of the brokers in use.
    public String bootstrapServers() {
        return broker != null ? broker.bootstrapServers() : String.valueOf(settings.kafka());
    }

    /// The apps side by side, then the broker; everything that was accepted stays for the next start.
    @Override
    public void close() {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List.copyOf(apps).forEach(app -> threads.execute(app::close));
        }
        if (broker != null) {
            broker.close();
        }
        data.close();
    }

    private void startAll(Consumer<String> told) {
        if (settings.isEmbedded()) {
            broker = EmbeddedBroker.start(new BrokerSettings(data.broker(), settings.brokerPort()));
            told.accept("kafka       " + bootstrapServers() + ", embedded, data in " + settings.data());
        }
        List<App> all = List.of(
                new App("fan-out", settings.streams(), FanoutApplication::start),
                new App("channels", settings.channels(), ChannelsApplication::start),
                new App("front door", settings.frontDoor(), ProducerApplication::start));
        Map<String, Object> defaults = AppArguments.defaults(settings);
        try (HttpClient http = HttpClient.newHttpClient()) {
            Together.each(all, all.size(), app -> start(app, defaults, http, told));
        }
    }

    private App start(App app, Map<String, Object> defaults, HttpClient http, Consumer<String> told) {
        try {
            apps.add(app.start().with(defaults, AppArguments.of(settings, bootstrapServers(), app.url())));
        } catch (RuntimeException failed) {
            throw new WorkFailed(app.name() + " does not start: " + cause(failed));
        }
        Readiness.await(http, app);
        told.accept(String.format("%-11s %s, ready", app.name(), app.url()));
        return app;
    }

    private static String cause(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    }
}
