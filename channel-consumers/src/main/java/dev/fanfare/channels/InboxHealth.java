package dev.fanfare.channels;

import dev.fanfare.channels.inbox.Inbox;
import org.apache.kafka.streams.KafkaStreams.State;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Part `streams` of the health: the inbox has its partitions.
final class InboxHealth implements HealthIndicator {

    private final Inbox inbox;

    InboxHealth(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public Health health() {
        State state = inbox.state();
        Health.Builder health =
                switch (state) {
                    case RUNNING -> Health.up();
                    case CREATED, REBALANCING -> inbox.everRan() ? Health.up() : Health.outOfService();
                    case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> Health.down();
                };
        return health.withDetail("in-app", state.name()).build();
    }
}
