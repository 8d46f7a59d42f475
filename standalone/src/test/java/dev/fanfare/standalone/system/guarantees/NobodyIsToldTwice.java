package dev.fanfare.standalone.system.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.system.parts.CommittedRecords.Attempt;
import java.util.List;

/// Each delivery stands once on its topic for each attempt, and a provider is called again, with the same id, only for
/// what the kill of a process that calls providers caught in flight or finished since the last commit (decision 007
/// tells
/// of the retry that such a kill can leave behind).
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
        List<String> repeated = evidence.repeatedWithoutCause();
        assertThat(repeated)
                .as(
                        "deliveries repeated that none of %d kills and troubles had caught: %s, of %s",
                        evidence.troubles().size(),
                        evidence.calls().stream()
                                .filter(call -> repeated.contains(call.delivery()))
                                .toList(),
                        evidence.troubles())
                .isEmpty();
    }
}
