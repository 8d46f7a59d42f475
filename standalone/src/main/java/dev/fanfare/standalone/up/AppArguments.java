package dev.fanfare.standalone.up;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.core.env.Environment;

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
    ///
    /// @param given what it says
    static Map<String, Object> defaults(PipelineSettings settings, Environment given) {
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put("fanfare.partitions", 6);
        defaults.put("fanfare.instance-id", InstanceId.of(settings.data(), "up"));
        defaults.put("fanfare.spool-dir", DataDirectory.spool(settings.data()).toString());
        defaults.put("fanfare.public-url", settings.frontDoor().toString());
        // Safe because everything is on loopback, and nobody else sends through this broker.
        defaults.put("fanfare.webhook.allow-private-addresses", settings.isEmbedded());
        if (!given.getProperty("fanfare.api.keys", given.getProperty("fanfare.api.keys[0]", ""))
                .isEmpty()) {
            // Who needs a key at the front door does not get by without one at the doors behind it.
            defaults.put("fanfare.api.internal-key", RandomKey.make());
        }
        defaults.put("spring.main.register-shutdown-hook", false);
        return defaults;
    }

    /// @param bootstrapServers of the brokers in use
    static App of(PipelineSettings settings, String bootstrapServers, AppKind kind, Map<String, Object> defaults) {
        var own = settings.url(kind);
        Map<String, String> arguments = new LinkedHashMap<>(settings.more());
        arguments.put("server.address", own.getHost());
        arguments.put("server.port", String.valueOf(own.getPort()));
        arguments.put("fanfare.kafka.bootstrap-servers", bootstrapServers);
        arguments.put(
                "fanfare.registry.url",
                settings.registry() == null ? "" : settings.registry().toString());
        arguments.put("fanfare.state-dir", DataDirectory.state(settings.data()).toString());
        arguments.put("fanfare.advertised-url", own.toString());
        arguments.put("fanfare.streams.url", settings.url(AppKind.FANOUT).toString());
        arguments.put("fanfare.channels.url", settings.url(AppKind.CHANNELS).toString());
        return new App(kind, own, defaults, arguments);
    }
}
