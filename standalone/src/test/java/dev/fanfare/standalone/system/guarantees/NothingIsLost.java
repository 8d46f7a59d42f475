package dev.fanfare.standalone.system.guarantees;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.sink.Received;
import java.util.Set;

/// Whoever had to be told was told.
record NothingIsLost() implements Guarantee {

    @Override
    public void holdsFor(Evidence evidence) {
        Set<String> onTopics = evidence.deliveries().stream()
                .map(found -> Collected.address(found.delivery()))
                .collect(toSet());
        assertThat(onTopics).as("addresses on the channels' topics").isEqualTo(evidence.expected());
        Set<String> called = evidence.calls().stream().map(Received::address).collect(toSet());
        assertThat(called).as("addresses that providers were called for").isEqualTo(evidence.expected());
    }
}
