package dev.fanfare.standalone.system.guarantees;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.parts.CommittedRecords;
import dev.fanfare.standalone.system.parts.CommittedRecords.Attempt;
import java.util.Set;

/// Whoever had to be told was told, and only what a provider refused for good is dead.
record NothingIsLost() implements Guarantee {

    @Override
    public void holdsFor(Evidence evidence) {
        Set<String> onTopics =
                evidence.deliveries().stream().map(Attempt::address).collect(toSet());
        assertThat(onTopics).as("addresses on the channels' topics").isEqualTo(evidence.concerned());
        Set<String> called = evidence.calls().stream().map(Received::address).collect(toSet());
        assertThat(called).as("addresses that providers were called for").isEqualTo(evidence.expected());
        Set<String> dead = evidence.deadLetters().stream()
                .map(letter -> CommittedRecords.addressOf(letter.getDelivery()))
                .collect(toSet());
        assertThat(dead).as("addresses of dead letters").isEqualTo(evidence.refused());
    }
}
