package dev.fanfare.standalone.system.github;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.system.github.expected.Told;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What came out at one end.
///
/// @param event its key; empty on mail, which does not bear it
/// @param to the mailbox, or the person's id
record Arrival(String event, String to, String title) {

    static Arrival ofMail(Told told) {
        return new Arrival("", told.person().mailbox(), told.subject());
    }

    static Arrival ofPerson(Told told) {
        return new Arrival(told.event(), told.person().id(), told.subject());
    }

    /// Each as often as expected, in any order.
    static void assertSame(String what, List<Arrival> found, List<Arrival> expected) {
        Map<Arrival, Long> difference = new HashMap<>(times(found));
        times(expected).forEach((arrival, times) -> difference.merge(arrival, -times, Long::sum));
        difference.values().removeIf(times -> times == 0);
        assertThat(difference)
                .as("%s: too often (more than 0) or missing (less than 0)", what)
                .isEmpty();
        assertThat(found).as(what).hasSameSizeAs(expected);
    }

    private static Map<Arrival, Long> times(List<Arrival> arrivals) {
        return arrivals.stream().collect(groupingBy(arrival -> arrival, counting()));
    }
}
