package dev.fanfare.standalone.system.trail;

import dev.fanfare.standalone.sink.Behaviour;
import dev.fanfare.standalone.sink.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// Ten events to a thousand people, every other one of whom has something amiss: the load between which the rest
/// stands.
final class Crowd {

    private static final int PEOPLE = 1_000;
    private static final int EVENTS = 10;

    private final Load load;
    private final List<String> names =
            IntStream.range(0, PEOPLE).mapToObj(n -> "crowd-" + n).toList();

    Crowd(Load load) {
        this.load = load;
    }

    void run() {
        load.rule("crowd", "\"audiences\": [\"crowd\"], \"channels\": [\"email\", \"webhook\", \"in-app\"]");
        load.door().recipients(IntStream.range(0, PEOPLE).mapToObj(this::person).toList());
        Behaviour behaviour = load.sinks().behaviour();
        IntStream.range(0, PEOPLE).forEach(n -> {
            switch (n % 10) {
                case 7 -> behaviour.refuse(names.get(n) + "@example.org", new Refusal(451, 1, Duration.ZERO));
                case 8 -> behaviour.refuse("/" + names.get(n), 404);
                case 9 -> behaviour.refuse("/" + names.get(n), new Refusal(503, 2, Duration.ZERO));
                default -> {}
            }
        });
        for (int n = 0; n < EVENTS; n++) {
            load.told(load.event("crowd", String.valueOf(n), List.of(), ""), names);
        }
    }

    private String person(int n) {
        String audience = ", \"audiences\": [\"crowd\"]";
        return switch (n % 10) {
            case 5 -> load.person(names.get(n), audience + ", \"preferences\": {\"mute\": [\"email:crowd\"]}");
            case 6 -> "{\"id\": \"%s\"%s}".formatted(names.get(n), audience);
            default -> load.person(names.get(n), audience);
        };
    }
}
