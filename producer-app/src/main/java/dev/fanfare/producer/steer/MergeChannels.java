package dev.fanfare.producer.steer;

import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes one answer of those of the instances that send, and of tracking's.
final class MergeChannels {

    private static final List<String> SENT = List.of("paused", "waiting");
    private static final List<String> TRACKED = List.of("retrying", "minute", "hour", "day");

    private MergeChannels() {}

    /// @param senders instances that send
    /// @param away apps of which one instance or more did not answer
    record Asked(int senders, List<String> away) {}

    static ObjectNode of(List<JsonNode> senders, Optional<JsonNode> tracking, Asked asked) {
        ObjectNode all = Json.MAPPER.createObjectNode();
        var items = all.putArray("items");
        Topics.CHANNELS.forEach(
                channel -> items.add(one(Names.of(channel), senders, tracking.orElse(MissingNode.getInstance()))));
        all.putNull("next");
        all.putObject("instances").put("known", asked.senders()).put("answered", senders.size());
        var away = all.putArray("away");
        asked.away().forEach(away::add);
        return all;
    }

    private static ObjectNode one(String channel, List<JsonNode> senders, JsonNode tracking) {
        List<JsonNode> sent =
                senders.stream().map(answer -> item(answer, channel)).toList();
        JsonNode first = sent.isEmpty() ? MissingNode.getInstance() : sent.getFirst();
        JsonNode tracked = tracking.path("channels").path(channel);
        ObjectNode one = Json.MAPPER.createObjectNode().put("channel", channel);
        SENT.forEach(field -> put(one, field, first.path(field)));
        if (sent.isEmpty()) {
            one.putNull("inFlight");
        } else {
            one.put(
                    "inFlight",
                    sent.stream()
                            .mapToLong(answer -> answer.path("inFlight").asLong(0))
                            .sum());
        }
        TRACKED.forEach(field -> put(one, field, tracked.path(field)));
        ObjectNode lag = one.putObject("lag");
        for (Lane lane : Lane.values()) {
            String name = Names.of(lane);
            ObjectNode of = lag.putObject(name);
            put(of, "records", first.path("lag").path(name).path("records"));
            put(of, "seconds", tracking.path("lag").path(channel).path(name));
        }
        put(one, "breakers", first.path("breakers"));
        put(one, "endpointsOpen", first.path("endpointsOpen"));
        put(one, "causes", tracked.path("causes"));
        return one;
    }

    private static JsonNode item(JsonNode answer, String channel) {
        return answer.path("items")
                .valueStream()
                .filter(item -> item.path("channel").asString("").equals(channel))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static void put(ObjectNode to, String field, JsonNode value) {
        if (value.isMissingNode()) {
            to.putNull(field);
        } else {
            to.set(field, value);
        }
    }
}
