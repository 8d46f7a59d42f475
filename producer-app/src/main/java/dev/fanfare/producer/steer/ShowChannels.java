package dev.fanfare.producer.steer;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.peers.AskEach;
import dev.fanfare.schemas.door.Shared;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How each channel stands: what those who send know, and what tracking does. Where one of them is away its part is
/// null; of tracking, where an instance is away, the part of its partitions is missing.
///
/// Every page that shows it looks each second or two, and each look asks all instances: so those who look at once share
/// one.
public final class ShowChannels implements HandlerFunction<ServerResponse> {

    private final AskEach channels;
    private final AskEach streams;
    private final Shared<ObjectNode> shown = new Shared<>(this::show);

    /// @param channels every instance, for the calls that each has under way
    /// @param streams one answers for all
    public ShowChannels(AskEach channels, AskEach streams) {
        this.channels = channels;
        this.streams = streams;
    }

    @Override
    public ServerResponse handle(ServerRequest call) {
        return Answers.ok(shown.get());
    }

    private ObjectNode show() {
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
        return MergeChannels.of(senders, tracking, new MergeChannels.Asked(sent.known(), away));
    }
}
