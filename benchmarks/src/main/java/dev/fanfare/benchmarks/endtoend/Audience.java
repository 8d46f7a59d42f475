package dev.fanfare.benchmarks.endtoend;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// People who are told together, by an event type of their own.
///
/// @param name of the audience, of its people and of the type's end
/// @param channels on which they are told
/// @param address makes a person's addresses, as JSON fields, from the id
record Audience(String name, int size, List<String> channels, UnaryOperator<String> address) {

    String type() {
        return "bench." + name;
    }

    String person(int n) {
        return "%s-%05d".formatted(name, n);
    }

    /// As the recipients call takes them.
    String lines() {
        return IntStream.range(0, size)
                .mapToObj(this::person)
                .map(id -> "{\"id\": \"" + id + "\", \"locale\": \"en\", \"audiences\": [\"" + name + "\"], "
                        + address.apply(id) + "}\n")
                .collect(Collectors.joining());
    }

    /// As the rules call takes it; those who are named by an event are told alone.
    String rule(boolean everybody) {
        String channelList =
                channels.stream().map(channel -> "\"" + channel + "\"").collect(Collectors.joining(", "));
        return (everybody ? "{\"audiences\": [\"" + name + "\"], " : "{") + "\"channels\": [" + channelList
                + "], \"template\": \"bench\"}";
    }
}
