package dev.fanfare.fanout.ahead;

import dev.fanfare.schemas.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What was last seen of the channels' bulk lanes, and whether anybody wants to know.
public final class Paces {

    private static final Duration WANTED = Duration.ofSeconds(10);
    /// Longer without a look, and nothing is known.
    static final Duration FRESH = Duration.ofSeconds(30);

    private final Map<Lane, Pace> seen = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private volatile Instant asked = Instant.MIN;

    private record Lane(Channel channel, int partition) {}

    public Paces(InstantSource clock) {
        this.clock = clock;
    }

    /// What is known, if it is fresh; from now on it is looked at for a while.
    Optional<Pace> find(Channel channel, int partition) {
        Instant now = clock.instant();
        asked = now;
        return Optional.ofNullable(seen.get(new Lane(channel, partition)))
                .filter(pace -> now.isBefore(pace.at().plus(FRESH)));
    }

    boolean wanted() {
        return clock.instant().isBefore(asked.plus(WANTED));
    }

    /// A look: how far the channel has committed, and where the lane ends.
    public void look(Channel channel, int partition, long committed, long end) {
        Instant now = clock.instant();
        seen.compute(
                new Lane(channel, partition),
                (_, before) -> before == null || !now.isBefore(before.at().plus(FRESH))
                        ? Pace.again(before, committed, end, now)
                        : before.next(committed, end, now));
    }
}
