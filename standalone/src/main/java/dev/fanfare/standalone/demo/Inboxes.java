package dev.fanfare.standalone.demo;

import dev.fanfare.standalone.client.FrontDoor;
import dev.fanfare.standalone.work.Together;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// Looks into some inboxes over HTTP, and compares them with what is said to be delivered there.
final class Inboxes {

    private static final int SAMPLE = 200;
    private static final int THREADS = 8;
    private static final int LIMIT = 500;

    private final FrontDoor door;

    Inboxes(FrontDoor door) {
        this.door = door;
    }

    /// @param people how many inboxes were looked into
    /// @param items found in them
    /// @param wrong whose inbox does not hold what was delivered
    record Compared(int people, long items, List<String> wrong) {}

    /// Looks into all of these, or into 200 of them, evenly spread.
    Compared compare(List<String> people) {
        int step = Math.max(1, people.size() / SAMPLE);
        List<String> sample = IntStream.range(0, people.size())
                .filter(i -> i % step == 0)
                .mapToObj(people::get)
                .toList();
        List<Look> looks = Together.each(sample, THREADS, this::look);
        return new Compared(
                looks.size(),
                looks.stream().mapToLong(look -> look.found().size()).sum(),
                looks.stream()
                        .filter(look -> !look.found().equals(look.delivered()))
                        .map(Look::person)
                        .toList());
    }

    private record Look(String person, Set<String> found, Set<String> delivered) {}

    private Look look(String person) {
        JsonNode inbox = door.get("/v1/recipients/" + person + "/inbox?limit=" + LIMIT)
                .orFail()
                .json();
        JsonNode deliveries = door.get("/v1/recipients/" + person + "/deliveries?limit=" + LIMIT)
                .orFail()
                .json();
        Set<String> found = new TreeSet<>();
        inbox.path("items").forEach(item -> found.add(item.path("id").asString("")));
        Set<String> delivered = new TreeSet<>();
        deliveries.path("items").forEach(delivery -> {
            if (delivery.path("channel").asString("").equals("in-app")
                    && delivery.path("state").asString("").equals("DELIVERED")) {
                delivered.add(delivery.path("id").asString(""));
            }
        });
        return new Look(person, found, delivered);
    }
}
