package dev.fanfare.streams;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.Topology;

/// A Streams application to be run.
///
/// @param name without the prefix, for example `track`: the application id follows from it
/// @param topology makes it anew for each start
/// @param config what it sets beside, or over, [CommonConfig]
public record StreamsPlan(String name, Supplier<Topology> topology, Map<String, Object> config) {

    public StreamsPlan {
        config = Map.copyOf(config);
    }
}
