package dev.fanfare.standalone.system.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Delivery;
import dev.fanfare.standalone.sink.Received;
import java.time.Duration;

/// Each delivery stands once on its topic, and a provider is called again only for what a kill caught in flight or had
/// finished since the last commit, with the same id.
record NobodyIsToldTwice() implements Guarantee {

    /// Commits are asked for every 100 ms; so much is allowed until one is answered.
    private static final Duration UNCOMMITTED = Duration.ofMillis(300);

    /// A provider still ends what it took from the killed process; the next one needs longer to start.
    private static final Duration IN_FLIGHT = Duration.ofSeconds(3);

    @Override
    public void holdsFor(Evidence evidence) {
        assertThat(evidence.deliveries())
                .extracting(Delivery::getId)
                .as("deliveries on topics")
                .doesNotHaveDuplicates();
        assertThat(evidence.told())
                .as("ids for that many addresses")
                .isEqualTo(evidence.expected().size());
        assertThat(evidence.repeated())
                .as("calls repeated after %d kills", evidence.kills().size())
                .isLessThanOrEqualTo(caughtByKills(evidence));
    }

    private static long caughtByKills(Evidence evidence) {
        return evidence.kills().stream()
                .mapToLong(kill -> evidence.calls().stream()
                        .map(Received::at)
                        .filter(at -> at.isAfter(kill.minus(UNCOMMITTED)) && at.isBefore(kill.plus(IN_FLIGHT)))
                        .count())
                .sum();
    }
}
