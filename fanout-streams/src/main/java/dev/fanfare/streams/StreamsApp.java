package dev.fanfare.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;

import dev.fanfare.schemas.running.EndLeftTransactions;
import dev.fanfare.schemas.running.ThreadFailures;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// One Streams application in the life cycle of a Spring context: behind the topics, and stopped behind the web server.
public final class StreamsApp implements SmartLifecycle {

    static final int PHASE = PrepareForStreams.PHASE + 100;

    private static final Logger LOG = LoggerFactory.getLogger(StreamsApp.class);
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final StreamsPlan plan;
    private final StreamsRuntime runtime;
    private @Nullable Running running;
    private volatile boolean everRan;

    /// What there is while it runs.
    private record Running(
            KafkaStreams streams, ThreadFailures failures, EndLeftTransactions left, KafkaStreamsMetrics metrics) {}

    public StreamsApp(StreamsPlan plan, StreamsRuntime runtime) {
        this.plan = plan;
        this.runtime = runtime;
    }

    public String name() {
        return plan.name();
    }

    /// For queries over its stores.
    ///
    /// @throws StreamsAway where it does not run, or its state moves just now
    public KafkaStreams streams() {
        KafkaStreams streams = found();
        if (streams == null || !streams.state().isRunningOrRebalancing()) {
            throw new StreamsAway(plan.name() + " is not running");
        }
        return streams;
    }

    /// Its state as Streams says; [State#CREATED] before the start, [State#NOT_RUNNING] behind the stop.
    public State state() {
        KafkaStreams streams = found();
        return streams == null ? everRan ? State.NOT_RUNNING : State.CREATED : streams.state();
    }

    /// Whether it has had its tasks running since the start.
    public boolean everRan() {
        return everRan;
    }

    @Override
    public synchronized void start() {
        if (running != null) {
            return;
        }
        Properties config = new Properties();
        config.putAll(CommonConfig.of(plan, runtime));
        KafkaStreams streams = new KafkaStreams(plan.topology().get(), config);
        ThreadFailures failures = new ThreadFailures(plan.name(), InstantSource.system());
        streams.setUncaughtExceptionHandler(failure -> failures.mayGoOn(failure) ? REPLACE_THREAD : SHUTDOWN_CLIENT);
        EndLeftTransactions left =
                new EndLeftTransactions(runtime.admin(), config.getProperty(StreamsConfig.APPLICATION_ID_CONFIG));
        streams.setStateListener((now, before) -> changed(now, before, left));
        KafkaStreamsMetrics metrics = bind(streams, runtime.meters());
        running = new Running(streams, failures, left, metrics);
        streams.start();
    }

    @Override
    public void stop() {
        Running last = taken();
        if (last != null) {
            last.failures().stop();
            last.left().close();
            if (!last.streams().close(DRAIN)) {
                LOG.atWarn().addKeyValue("application", plan.name()).log("A Streams application did not stop in 30 s");
            }
            last.metrics().close();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private KafkaStreamsMetrics bind(KafkaStreams streams, MeterRegistry meters) {
        Gauge.builder("notification.application.running", this, app -> app.state() == State.RUNNING ? 1 : 0)
                .description("0 while it has not all of its tasks, as during a restore")
                .tag("application", plan.name())
                .register(meters);
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams, List.of(Tag.of("application", plan.name())));
        metrics.bindTo(meters);
        return metrics;
    }

    private void changed(State now, State before, EndLeftTransactions left) {
        everRan |= now == State.RUNNING;
        if (now == State.REBALANCING) {
            left.partitionsMove();
        }
        LOG.atInfo()
                .addKeyValue("application", plan.name())
                .addKeyValue("state", now)
                .addKeyValue("before", before)
                .log("A Streams application changed its state");
    }

    private synchronized @Nullable KafkaStreams found() {
        return running == null ? null : running.streams();
    }

    private synchronized @Nullable Running taken() {
        Running last = running;
        running = null;
        return last;
    }
}
