package dev.fanfare.standalone.up;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/// One set of logs for everything in this JVM: JSON on standard output, ours from INFO, all others' from WARN.
public final class JsonLogs {

    private static final Map<String, Object> DEFAULTS = Map.of(
            "logging.structured.format.console", "logstash",
            "logging.level.root", "warn",
            "logging.level.dev.fanfare", "info");

    /// They warn of what is usual here: a broker that is its own controller starts and stops, topics are made at first
    /// use, a
    /// transaction's second batch comes before its first and is sent again, and after a kill all state is read from
    /// Kafka again.
    private static final List<String> ALARMISTS = List.of(
            "kafka.server.DefaultAutoTopicCreationManager",
            "org.apache.kafka.clients.NetworkClient",
            "org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils",
            "org.apache.kafka.clients.producer.internals.Sender",
            "org.apache.kafka.controller.QuorumController",
            "org.apache.kafka.streams.StreamsConfig",
            "org.apache.kafka.streams.processor.internals");

    private JsonLogs() {}

    /// Before anything logs; `more` holds `logging.*` settings by their full names.
    public static void start(Map<String, String> more) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("arguments", Map.copyOf(more)));
        environment.getPropertySources().addLast(new MapPropertySource("defaults", DEFAULTS));
        LoggingSystem system = LoggingSystem.get(JsonLogs.class.getClassLoader());
        system.beforeInitialize();
        system.initialize(new LoggingInitializationContext(environment), null, null);
        ALARMISTS.forEach(name -> system.setLogLevel(name, LogLevel.ERROR));
        Binder.get(environment)
                .bind("logging.level", Bindable.mapOf(String.class, LogLevel.class))
                .orElseGet(Map::of)
                .forEach(system::setLogLevel);
        // The apps' own contexts would each set up the logs, and the first to stop would end them for all.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    }
}
