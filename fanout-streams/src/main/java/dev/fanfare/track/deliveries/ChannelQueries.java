package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topics;
import dev.fanfare.streams.AskOthers;
import dev.fanfare.streams.Owners;
import dev.fanfare.track.channels.ChannelFigures;
import dev.fanfare.track.lag.LagMeters;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// The part of `/v1/channels` that tracking knows, over all partitions and instances.
@RestController
final class ChannelQueries {

    private static final String PATH = "/internal/channels";

    private final Owners owners;
    private final Topics topics;
    private final LagMeters lag;
    private final InstantSource clock;
    private final JsonMapper json;
    private final AskOthers others;

    ChannelQueries(Owners trackOwners, Topics topics, LagMeters lag, InstantSource clock, JsonMapper json) {
        this.owners = trackOwners;
        this.topics = topics;
        this.lag = lag;
        this.clock = clock;
        this.json = json;
        this.others = new AskOthers(trackOwners, EventSums.NAME, json);
    }

    /// @param lag how old the oldest is that is not done with, in seconds, by channel and lane; null where that is not
    /// known
    /// @param missing instances that did not answer, whose partitions are not in it
    record Shown(
            Map<String, ChannelFigures.Figures> channels,
            Map<String, Map<String, @Nullable Double>> lag,
            int missing) {}

    @GetMapping(PATH)
    Shown channels(HttpServletRequest request) {
        ChannelFigures figures = ChannelFigures.of(stores(), clock.instant());
        AskOthers.Heard heard = others.get(request, PATH);
        for (var other : heard.answers()) {
            figures = figures.plus(json.treeToValue(other, ChannelFigures.class));
        }
        return new Shown(figures.channels(), ages(), heard.missing());
    }

    private Map<String, Map<String, @Nullable Double>> ages() {
        Map<String, Map<String, @Nullable Double>> ages = new LinkedHashMap<>();
        for (Channel channel : Topics.CHANNELS) {
            Map<String, @Nullable Double> lanes = new LinkedHashMap<>();
            for (Lane lane : Lane.values()) {
                OptionalDouble age = lag.seconds(channel, lane);
                lanes.put(Names.of(lane), age.isPresent() ? age.getAsDouble() : null);
            }
            ages.put(Names.of(channel), lanes);
        }
        return ages;
    }

    private List<ReadOnlyKeyValueStore<Bytes, byte[]>> stores() {
        return IntStream.range(0, topics.partitioning().partitions())
                .filter(partition -> owners.isHere(EventSums.NAME, partition))
                .mapToObj(partition -> owners.store(EventSums.NAME, partition))
                .toList();
    }
}
