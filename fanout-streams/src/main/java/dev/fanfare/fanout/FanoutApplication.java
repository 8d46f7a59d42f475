package dev.fanfare.fanout;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;

/// Fan-out and tracking: two Streams applications, and the queries over their stores, at port 8081.
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = KafkaAutoConfiguration.class)
@ComponentScan({"dev.fanfare.fanout", "dev.fanfare.track", "dev.fanfare.streams"})
public class FanoutApplication {

    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("spring.application.name", "fanfare-fanout"),
            Map.entry("spring.threads.virtual.enabled", true),
            Map.entry("spring.jmx.enabled", false),
            Map.entry("spring.main.banner-mode", "off"),
            Map.entry("spring.mvc.problemdetails.enabled", true),
            Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "40s"),
            Map.entry("server.address", "127.0.0.1"),
            Map.entry("server.port", 8081),
            Map.entry("server.shutdown", "graceful"),
            Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
            Map.entry("management.endpoint.health.probes.enabled", true),
            Map.entry("management.endpoint.health.show-components", "always"),
            Map.entry("management.endpoint.health.group.readiness.include", "readinessState,streams"),
            Map.entry("logging.level.org.apache.kafka", "warn"),
            Map.entry("logging.structured.format.console", "logstash"));

    public static void main(String[] args) {
        start(Map.of(), args);
    }

    /// Starts the app; `defaults` stand in front of its own, and behind environment and arguments.
    public static ConfigurableApplicationContext start(Map<String, Object> defaults, String... args) {
        Map<String, Object> all = new HashMap<>(DEFAULTS);
        all.putAll(defaults);
        return new SpringApplicationBuilder(FanoutApplication.class)
                .properties(all)
                .run(args);
    }
}
