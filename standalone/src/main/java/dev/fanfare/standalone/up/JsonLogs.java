package dev.fanfare.standalone.up;

import dev.fanfare.standalone.work.WorkFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/// One set of logs for everything in this JVM, as JSON: ours from INFO, all others' from WARN.
public final class JsonLogs {

    private static final Map<String, Object> DEFAULTS = Map.of(
            "logging.structured.format.console", "logstash",
            "logging.structured.json.rename[@timestamp]", "timestamp",
            "logging.level.root", "warn",
            "logging.level.dev.fanfare", "info");

    /// They warn of what is usual here: a broker that is its own controller starts and stops, topics are made at first
    /// use, a transaction's second batch comes before its first and is sent again, after a kill all state is read
    /// from
    /// Kafka again, and a broker's name is not known yet, which whoever waits for it says.
    private static final List<String> ALARMISTS = List.of(
            "kafka.server.DefaultAutoTopicCreationManager",
            "org.apache.kafka.clients.ClientUtils",
            "org.apache.kafka.clients.NetworkClient",
            "org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils",
            "org.apache.kafka.clients.producer.internals.Sender",
            "org.apache.kafka.controller.QuorumController",
            "org.apache.kafka.streams.StreamsConfig",
            "org.apache.kafka.streams.processor.internals");

    /// They tell at length, and before us, why an app does not start; [StartApp] says it once.
    private static final List<String> TALKATIVE = List.of(
            "org.springframework.boot.SpringApplication",
            "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter",
            "org.springframework.boot.tomcat.TomcatStarter",
            "org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext");

    private JsonLogs() {}

    /// Before anything logs; `more` holds `logging.*` settings by their full names.
    public static void start(Map<String, String> more) {
        start(more, DEFAULTS);
    }

    /// As [#start(Map)], but into a file, which is kept for a while and bounded: a terminal is left to words for
    /// people.
    ///
    /// @throws WorkFailed where the file cannot be written
    public static void start(Map<String, String> more, Path file) {
        Map<String, Object> defaults = new HashMap<>(DEFAULTS);
        defaults.put("logging.file.name", file.toString());
        defaults.put("logging.structured.format.file", "logstash");
        defaults.put("logging.threshold.console", "off");
        defaults.put("logging.logback.rollingpolicy.max-file-size", "20MB");
        defaults.put("logging.logback.rollingpolicy.max-history", 7);
        defaults.put("logging.logback.rollingpolicy.total-size-cap", "200MB");
        defaults.put("logging.logback.rollingpolicy.file-name-pattern", file + ".%d{yyyy-MM-dd}.%i.gz");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException failed) {
            throw new WorkFailed("cannot keep logs in " + file + " (" + failed.getMessage()
                    + "); take another directory with --data DIR, or --logs");
        }
        start(more, defaults);
    }

    private static void start(Map<String, String> more, Map<String, Object> defaults) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("arguments", Map.copyOf(more)));
        environment.getPropertySources().addLast(new MapPropertySource("defaults", defaults));
        LoggingSystem system = LoggingSystem.get(JsonLogs.class.getClassLoader());
        system.beforeInitialize();
        system.initialize(new LoggingInitializationContext(environment), null, LogFile.get(environment));
        ALARMISTS.forEach(name -> system.setLogLevel(name, LogLevel.ERROR));
        TALKATIVE.forEach(name -> system.setLogLevel(name, LogLevel.OFF));
        Binder.get(environment)
                .bind("logging.level", Bindable.mapOf(String.class, LogLevel.class))
                .orElseGet(Map::of)
                .forEach(system::setLogLevel);
        // The apps' own contexts would each set up the logs, and the first to stop would end them for all.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    }
}
