package dev.fanfare.producer.steer;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.peers.AskEach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;

/// How each channel stands: what those who send know, and what tracking does. Where one of them is away its part is
/// null; of tracking, where an instance is away, the part of its partitions is missing.
///
/// @param channels every instance, for the calls that each has under way
/// @param streams one answers for all
public record ShowChannels(AskEach channels, AskEach streams) implements HandlerFunction<ServerResponse> {

    @Override
    public ServerResponse handle(ServerRequest call) {
        AskEach.Asked sent = channels.get("/v1/channels");
        Optional<JsonNode> tracking = streams.first("/internal/channels");
        List<JsonNode> senders = sent.answered();
        if (senders.isEmpty() && tracking.isEmpty()) {
            throw Refused.away(channels.name() + " and " + streams.name() + " do not answer");
        }
        List<String> away = new ArrayList<>();
        if (senders.size() < sent.known()) {
            away.add(channels.name());
        }
        if (tracking.isEmpty() || tracking.get().path("missing").asInt(0) > 0) {
            away.add(streams.name());
        }
        return Answers.ok(MergeChannels.of(senders, tracking, new MergeChannels.Asked(sent.known(), away)));
    }
}
