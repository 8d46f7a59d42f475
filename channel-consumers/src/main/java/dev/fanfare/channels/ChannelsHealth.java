package dev.fanfare.channels;

import dev.fanfare.channels.delivery.WriteRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Part `channels` of the health: every channel takes records, what is written is acknowledged, and what all instances
/// agree upon is still talked about.
final class ChannelsHealth implements HealthIndicator {

    private final RunChannels channels;
    private final WriteRecords write;
    private final Map<String, BooleanSupplier> threads;

    /// @param threads beside the channels', by name, each with whether it runs
    ChannelsHealth(RunChannels channels, WriteRecords write, Map<String, BooleanSupplier> threads) {
        this.channels = channels;
        this.write = write;
        this.threads = new TreeMap<>(threads);
    }

    @Override
    public Health health() {
        List<String> fallen = new ArrayList<>(channels.fallen());
        threads.forEach((name, runs) -> {
            if (!runs.getAsBoolean()) {
                fallen.add(name);
            }
        });
        if (!fallen.isEmpty()) {
            return Health.down().withDetail("stopped", fallen).build();
        }
        return write.failing() > 0
                ? Health.down()
                        .withDetail("waitingToBeWritten", write.failing())
                        .build()
                : Health.up().build();
    }
}
