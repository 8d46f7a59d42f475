package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Tally;
import dev.fanfare.track.tally.Tallies;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Counts deliveries that became final, and times those that arrived.
public final class DeliveryMeters {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofMinutes(15),
        Duration.ofHours(1)
    };

    private final MeterRegistry meters;
    private final Map<Channel, Timer> seconds = new EnumMap<>(Channel.class);

    public DeliveryMeters(MeterRegistry meters) {
        this.meters = meters;
        for (Channel channel : Channel.values()) {
            seconds.put(channel, timer(channel));
        }
    }

    void changed(List<Tally> tallies) {
        for (Tally tally : tallies) {
            if (tally.getCount() > 0 && Tallies.isFinal(tally.getState())) {
                meters.counter(
                                "notification.delivered",
                                "channel",
                                label(tally.getChannel()),
                                "status",
                                label(tally.getState()))
                        .increment((double) tally.getCount());
            }
        }
    }

    void delivered(Channel channel, Instant acceptedAt, Instant at) {
        Timer timer = seconds.get(channel);
        if (timer != null) {
            timer.record(Duration.between(acceptedAt, at));
        }
    }

    private Timer timer(Channel channel) {
        return Timer.builder("notification.delivery")
                .description("accepted until delivered")
                .tag("channel", label(channel))
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
