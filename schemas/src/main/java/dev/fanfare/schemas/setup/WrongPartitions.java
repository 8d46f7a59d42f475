package dev.fanfare.schemas.setup;

import dev.fanfare.schemas.Topic;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Says that topics do not have as many partitions as the settings say, and what to do.
final class WrongPartitions {

    private WrongPartitions() {}

    /// @param wrong topics with another number than they should have
    /// @param found how many each topic has, by its name
    static String inWords(Collection<Topic> wrong, Map<String, Integer> found) {
        Set<List<Integer>> numbers = wrong.stream()
                .map(topic -> List.of(topic.partitions(), found.getOrDefault(topic.name(), 0)))
                .collect(Collectors.toSet());
        if (numbers.size() == 1) {
            List<Integer> both = numbers.iterator().next();
            return "fanfare.partitions: is " + both.getFirst() + ", but the topics were made with " + both.getLast()
                    + ", and that cannot be changed: set fanfare.partitions=" + both.getLast()
                    + ", or another fanfare.topic-prefix for topics of their own";
        }
        return "fanfare.partitions: does not fit the topics as they were made, and that cannot be changed: "
                + wrong.stream()
                        .map(topic -> topic.name() + " has " + found.getOrDefault(topic.name(), 0) + ", not "
                                + topic.partitions())
                        .collect(Collectors.joining("; "))
                + "; set another fanfare.topic-prefix for topics of their own";
    }
}
