package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import dev.fanfare.schemas.Topics;
import dev.fanfare.track.tally.CountOnce;
import dev.fanfare.track.tally.Tallies;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Counts deliveries that became final and those that are tried again, and times those that arrived.
///
/// All counters of the channels that there are stand at 0 from the start, so that a first one is seen as a change.
public final class DeliveryMeters {

    /// From what an idle pipeline takes to the longest ladder of retries.
    private static final Duration[] BUCKETS = Stream.of(
                    "PT0.05S", "PT0.1S", "PT0.25S", "PT0.5S", "PT1S", "PT2.5S", "PT5S", "PT10S", "PT30S", "PT1M",
                    "PT5M", "PT15M", "PT1H")
            .map(Duration::parse)
            .toArray(Duration[]::new);

    private final MeterRegistry meters;
    private final CountOnce once = new CountOnce();

    public DeliveryMeters(MeterRegistry meters) {
        this.meters = meters;
        for (Channel channel : Topics.CHANNELS) {
            timer(channel);
            Stream.of(State.values()).filter(Tallies::isFinal).forEach(state -> ended(channel, state));
            if (Topics.hasProvider(channel)) {
                retried(channel);
                exhausted(channel);
            }
        }
    }

    /// Whether the record at this place is counted now; the calls that follow are about it.
    boolean counts(int partition, long offset) {
        return once.first(partition, offset);
    }

    void changed(List<Tally> tallies) {
        for (Tally tally : tallies) {
            if (tally.getCount() > 0 && Tallies.isFinal(tally.getState())) {
                ended(tally.getChannel(), tally.getState()).increment((double) tally.getCount());
            }
        }
    }

    /// An outcome that moved its delivery on.
    void moved(Outcome outcome) {
        Channel channel = outcome.getChannel();
        switch (outcome.getState()) {
            case DELIVERED -> timer(channel).record(Duration.between(outcome.getAcceptedAt(), outcome.getAt()));
            case DEFERRED -> {
                if (Tallies.isFailure(outcome)) {
                    retried(channel).increment();
                }
            }
            case DEAD -> {
                if (outcome.getReason() == Reason.ATTEMPTS_USED_UP) {
                    exhausted(channel).increment();
                }
            }
            case QUEUED, HELD, SKIPPED, EXPIRED, CANCELLED -> {}
        }
    }

    private Counter ended(Channel channel, State state) {
        return Counter.builder("notification.delivered")
                .description("Deliveries that became final")
                .tag("channel", label(channel))
                .tag("status", label(state))
                .register(meters);
    }

    private Counter retried(Channel channel) {
        return Counter.builder("notification.retry")
                .description("Attempts after which a delivery is tried again")
                .tag("channel", label(channel))
                .register(meters);
    }

    private Counter exhausted(Channel channel) {
        return Counter.builder("notification.retry.exhausted")
                .description("Deliveries given up because all attempts were used up")
                .tag("channel", label(channel))
                .register(meters);
    }

    private Timer timer(Channel channel) {
        return Timer.builder("notification.delivery")
                .description("From an event's acceptance until its delivery arrived")
                .tag("channel", label(channel))
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
