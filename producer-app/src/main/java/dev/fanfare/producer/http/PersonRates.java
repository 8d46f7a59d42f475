package dev.fanfare.producer.http;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts the calls of each person in the second that runs; of those only who called last are known.
public final class PersonRates {

    private static final int PEOPLE = 10_000;

    private record Second(long at, int calls) {}

    private final int perSecond;
    private final Map<String, Second> seconds = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Second> eldest) {
            return size() > PEOPLE;
        }
    };

    /// @param perSecond 0 for no bound
    public PersonRates(int perSecond) {
        this.perSecond = perSecond;
    }

    /// Counts a call.
    public synchronized boolean mayCall(String person, Instant now) {
        if (perSecond == 0) {
            return true;
        }
        long at = now.getEpochSecond();
        Second before = seconds.get(person);
        int calls = before == null || before.at() != at ? 1 : before.calls() + 1;
        seconds.put(person, new Second(at, calls));
        return calls <= perSecond;
    }
}
