package dev.fanfare.schemas.setup;

import java.util.HashMap;
import java.util.Map;

/// What the three apps are set to alike, by the names of their framework; each adds its own.
public final class AppDefaults {

    private static final Map<String, Object> ALL = Map.ofEntries(
            Map.entry("server.address", "127.0.0.1"),
            Map.entry("server.shutdown", "graceful"),
            // What comes at once is not to find the door shut: a connection refused a place is tried again a second
            // later.
            Map.entry("server.tomcat.accept-count", 1_000),
            Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "30s"),
            Map.entry("spring.main.banner-mode", "off"),
            Map.entry("spring.threads.virtual.enabled", true),
            Map.entry("spring.jmx.enabled", false),
            Map.entry("spring.mvc.problemdetails.enabled", true),
            // It would be asked at every line that Kafka might log and does not, several for each record.
            Map.entry(
                    "spring.autoconfigure.exclude",
                    "org.springframework.boot.micrometer.metrics.autoconfigure.logging.logback"
                            + ".LogbackMetricsAutoConfiguration"),
            Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
            Map.entry("management.endpoint.health.probes.enabled", true),
            Map.entry("management.endpoint.health.show-components", "always"),
            // a caller's broken call is no news, and not worth a stack trace
            Map.entry("logging.level.org.apache.coyote.http11.Http11Processor", "warn"),
            Map.entry("management.endpoint.health.show-details", "when-authorized"),
            Map.entry("management.health.diskspace.enabled", false),
            Map.entry("management.health.ssl.enabled", false),
            // Streams measures every store, task and step by itself: thousands of lines that nobody reads.
            Map.entry("management.metrics.enable.kafka.stream.state", false),
            Map.entry("management.metrics.enable.kafka.stream.processor.node", false),
            Map.entry("management.metrics.enable.kafka.stream.topic", false),
            Map.entry("management.metrics.enable.kafka.stream.record.cache", false),
            Map.entry("logging.structured.format.console", "logstash"),
            Map.entry("logging.structured.json.rename[@timestamp]", "timestamp"));

    private AppDefaults() {}

    /// One app's defaults: those of all, its own over them, and over both what whoever starts it says.
    public static Map<String, Object> with(Map<String, Object> own, Map<String, Object> said) {
        Map<String, Object> all = new HashMap<>(ALL);
        all.putAll(own);
        all.putAll(said);
        return all;
    }
}
