package dev.fanfare.channels;

import dev.fanfare.channels.delivery.WriteRecords;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Part `channels` of the health: every channel takes records, and what is written is acknowledged.
final class ChannelsHealth implements HealthIndicator {

    private final RunChannels channels;
    private final WriteRecords write;

    ChannelsHealth(RunChannels channels, WriteRecords write) {
        this.channels = channels;
        this.write = write;
    }

    @Override
    public Health health() {
        List<String> fallen = channels.fallen();
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
