package dev.fanfare.standalone.up;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The settings by which the apps of one JVM find one another.
final class AppArguments {

    /// What `up` decides itself, and nobody else.
    static final Set<String> RESERVED = Set.of(
            "server.port",
            "server.address",
            "fanfare.kafka.bootstrap-servers",
            "fanfare.registry.url",
            "fanfare.state-dir",
            "fanfare.advertised-url",
            "fanfare.streams.url",
            "fanfare.channels.url");

    private AppArguments() {}

    /// What the environment may say otherwise.
    static Map<String, Object> defaults(PipelineSettings settings) {
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put("fanfare.partitions", 6);
        defaults.put("fanfare.instance-id", InstanceId.of(settings.data()));
        defaults.put("fanfare.public-url", settings.frontDoor().toString());
        // Safe because everything is on loopback, and nobody else sends through this broker.
        defaults.put("fanfare.webhook.allow-private-addresses", settings.isEmbedded());
        defaults.put("spring.main.register-shutdown-hook", false);
        return defaults;
    }

    /// @param own where this app listens
    static String[] of(PipelineSettings settings, String bootstrapServers, URI own) {
        Map<String, String> arguments = new LinkedHashMap<>(settings.more());
        arguments.put("server.address", own.getHost());
        arguments.put("server.port", String.valueOf(own.getPort()));
        arguments.put("fanfare.kafka.bootstrap-servers", bootstrapServers);
        arguments.put(
                "fanfare.registry.url",
                settings.registry() == null ? "" : settings.registry().toString());
        arguments.put("fanfare.state-dir", settings.data().resolve("state").toString());
        arguments.put("fanfare.advertised-url", own.toString());
        arguments.put("fanfare.streams.url", settings.streams().toString());
        arguments.put("fanfare.channels.url", settings.channels().toString());
        return arguments.entrySet().stream()
                .map(argument -> "--" + argument.getKey() + "=" + argument.getValue())
                .toArray(String[]::new);
    }
}
