package dev.fanfare.standalone.system.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.system.parts.CommittedRecords.Attempt;

/// Each delivery stands once on its topic for each attempt, and a provider is called again only for what a kill caught
/// in flight or had
/// finished since the last commit, with the same id.
record NobodyIsToldTwice() implements Guarantee {

    @Override
    public void holdsFor(Evidence evidence) {
        assertThat(evidence.deliveries())
                .extracting(Attempt::id)
                .as("deliveries on topics")
                .doesNotHaveDuplicates();
        assertThat(evidence.told())
                .as("ids for that many addresses")
                .isEqualTo(evidence.expected().size());
        assertThat(evidence.repeated())
                .as("calls repeated after %d kills", evidence.kills().size())
                .isLessThanOrEqualTo(evidence.caughtByKills());
    }
}
