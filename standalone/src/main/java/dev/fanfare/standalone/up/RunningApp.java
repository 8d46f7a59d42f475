package dev.fanfare.standalone.up;

import dev.fanfare.standalone.broker.FreePorts;
import dev.fanfare.standalone.work.WorkFailed;
import java.net.http.HttpClient;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;

/// One app in this JVM, over its directory.
final class RunningApp implements AutoCloseable {

    private final App app;
    private final DataDirectory data;
    private final ConfigurableApplicationContext context;
    private final Consumer<String> told;

    private RunningApp(App app, DataDirectory data, ConfigurableApplicationContext context, Consumer<String> told) {
        this.app = app;
        this.data = data;
        this.context = context;
        this.told = told;
    }

    /// Waits for Kafka first, but for the front door, which answers without it.
    ///
    /// @throws WorkFailed where its port or directory is taken, or it does not start
    static RunningApp start(OneApp one, Consumer<String> told) {
        if (!FreePorts.isFree(one.port())) {
            throw new WorkFailed(
                    "port " + one.port() + " is taken; stop what listens there, or take another with --port N");
        }
        DataDirectory data = DataDirectory.take(one.data());
        try {
            String brokers = Binder.get(one.given())
                    .bind("fanfare.kafka.bootstrap-servers", String.class)
                    .orElse("localhost:9092");
            AwaitKafka kafka = AwaitKafka.of(brokers, one.given(), told);
            switch (one.kind()) {
                case FRONT -> kafka.lookOnce();
                case FANOUT, CHANNELS -> kafka.await();
            }
            App app = one.app();
            return new RunningApp(app, data, StartApp.start(app), told);
        } catch (RuntimeException failed) {
            data.close();
            throw failed;
        }
    }

    /// As long as it takes.
    void awaitReady() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            Readiness.await(http, app, context, told);
        }
    }

    @Override
    public void close() {
        context.close();
        data.close();
    }
}
