package dev.fanfare.standalone.up;

import dev.fanfare.standalone.broker.BrokerSettings;
import dev.fanfare.standalone.broker.EmbeddedBroker;
import dev.fanfare.standalone.broker.FreePorts;
import dev.fanfare.standalone.settings.CheckSettings;
import dev.fanfare.standalone.settings.StartEnvironment;
import dev.fanfare.standalone.work.Together;
import dev.fanfare.standalone.work.WorkFailed;
import dev.fanfare.standalone.work.WrongUsage;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/// The broker and the three apps, running in this JVM.
public final class Pipeline implements AutoCloseable {

    private final PipelineSettings settings;
    private final ConfigurableEnvironment given;
    private final DataDirectory data;
    private final List<ConfigurableApplicationContext> apps = Collections.synchronizedList(new ArrayList<>());
    private @Nullable EmbeddedBroker broker;

    private Pipeline(PipelineSettings settings, ConfigurableEnvironment given) {
        this.settings = settings;
        this.given = given;
        this.data = DataDirectory.take(settings.data());
    }

    /// Ready for events when this returns; what is ready on the way is told to `told`, a line each.
    ///
    /// @throws WrongUsage where a setting is unknown or does not fit
    /// @throws WorkFailed where a port or the data directory is taken, or a part does not start
    public static Pipeline start(PipelineSettings settings, Consumer<String> told) {
        ConfigurableEnvironment given = check(settings.more());
        for (int port = settings.port(); port < settings.port() + PipelineSettings.APPS; port++) {
            if (!FreePorts.isFree(port)) {
                throw new WorkFailed(
                        "port " + port + " is taken; stop what listens there (is Fanfare running already?), or take "
                                + PipelineSettings.APPS + " others with --port N");
            }
        }
        Pipeline pipeline = new Pipeline(settings, given);
        try {
            pipeline.startAll(told);
            return pipeline;
        } catch (RuntimeException failed) {
            pipeline.close();
            throw failed;
        }
    }

    /// All that was given, here and elsewhere.
    ///
    /// @throws WrongUsage where a setting is unknown or does not fit
    static ConfigurableEnvironment check(Map<String, String> settings) {
        ConfigurableEnvironment given = StartEnvironment.of(settings, Map.of());
        CheckSettings.run(
                given,
                Stream.of(AppKind.values())
                        .flatMap(app -> app.packages.stream())
                        .toList());
        return given;
    }

    public PipelineSettings settings() {
        return settings;
    }

    /// All that was said of it, here and elsewhere.
    ConfigurableEnvironment given() {
        return given;
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
        Map<String, Object> defaults = AppArguments.defaults(settings, given);
        if (settings.isEmbedded()) {
            broker = EmbeddedBroker.start(new BrokerSettings(data.broker(), settings.brokerPort()));
            told.accept("kafka       " + bootstrapServers() + ", embedded, data in " + settings.data());
        } else {
            AwaitKafka.of(bootstrapServers(), given, told).await();
        }
        List<App> all = Stream.of(AppKind.FANOUT, AppKind.CHANNELS, AppKind.FRONT)
                .map(kind -> AppArguments.of(settings, bootstrapServers(), kind, defaults))
                .toList();
        try (HttpClient http = HttpClient.newHttpClient()) {
            Together.each(all, all.size(), app -> start(app, http, told));
        }
    }

    private App start(App app, HttpClient http, Consumer<String> told) {
        ConfigurableApplicationContext started = StartApp.start(app);
        apps.add(started);
        Readiness.await(http, app, started, told);
        told.accept(String.format("%-11s %s, ready", app.name(), app.url()));
        return app;
    }
}
