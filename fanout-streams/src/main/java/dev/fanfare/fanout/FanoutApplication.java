package dev.fanfare.fanout;

import dev.fanfare.schemas.setup.AppDefaults;
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
            Map.entry("server.port", 8081),
            Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "40s"),
            Map.entry("management.endpoint.health.group.readiness.include", "readinessState,streams"),
            Map.entry("logging.level.org.apache.kafka", "warn"));

    public static void main(String[] args) {
        start(Map.of(), args);
    }

    /// Starts the app; `defaults` stand in front of its own, and behind environment and arguments.
    public static ConfigurableApplicationContext start(Map<String, Object> defaults, String... args) {
        return new SpringApplicationBuilder(FanoutApplication.class)
                .properties(AppDefaults.with(DEFAULTS, defaults))
                .run(args);
    }
}
