package dev.fanfare.benchmarks.reads;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.EventKey;

/// What the stores hold: every broadcast one delivery for each of the people, every other event one for one of them.
record Stock(int people, int broadcasts, int singles) {

    static final String ALL = "bench.all";
    static final String ONE = "bench.one";

    private static final String SOURCE = "/bench/reads";
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"" + SOURCE + "\",\"type\":\"%s\"%s}\n";

    static String recipient(int n) {
        return "{\"id\":\"" + person(n) + "\",\"email\":[\"" + person(n) + "@example.org\"]}\n";
    }

    static String toAll(int n) {
        return EVENT.formatted("all-" + n, ALL, "");
    }

    String toOne(int n) {
        return EVENT.formatted("one-" + n, ONE, ",\"recipients\":\"" + person(n % people) + "\"");
    }

    static String person(int n) {
        return "person-%06d".formatted(n);
    }

    String broadcast(int n) {
        return EventKey.of(SOURCE, "all-" + n);
    }

    String single(int n) {
        return EventKey.of(SOURCE, "one-" + n);
    }

    String delivery(int broadcast, int person) {
        return DeliveryId.of(broadcast(broadcast), person(person), Channel.IN_APP, person(person));
    }

    int deliveries() {
        return people * broadcasts + singles;
    }
}
