package dev.fanfare.streams;

import java.util.List;
import org.apache.kafka.streams.KafkaStreams.State;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/// Up while every Streams application runs; out of service until each has had its tasks once.
final class StreamsHealth implements HealthIndicator {

    private final List<StreamsApp> apps;

    StreamsHealth(List<StreamsApp> apps) {
        this.apps = apps;
    }

    @Override
    public Health health() {
        Health.Builder health =
                Health.status(apps.stream().map(StreamsHealth::status).reduce(Status.UP, StreamsHealth::worse));
        apps.forEach(app -> health.withDetail(app.name(), app.state().name()));
        return health.build();
    }

    private static Status status(StreamsApp app) {
        State state = app.state();
        if (state.isRunningOrRebalancing() || state == State.CREATED) {
            return app.everRan() ? Status.UP : Status.OUT_OF_SERVICE;
        }
        return Status.DOWN;
    }

    private static Status worse(Status left, Status right) {
        return left.equals(Status.DOWN) || right.equals(Status.UP) ? left : right;
    }
}
