package dev.fanfare.channels;

import dev.fanfare.schemas.setup.AppDefaults;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/// The delivery engine and the channels, as a process: port 8082.
///
/// Nothing is scanned for: what a process is made of stands here.
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = KafkaAutoConfiguration.class)
@EnableConfigurationProperties(ChannelsSettings.class)
@Import({
    WireDoor.class,
    WireKafka.class,
    WireHealth.class,
    WireErased.class,
    WireControls.class,
    WireProviders.class,
    WireChannels.class,
    WireInbox.class,
    WireLive.class
})
public class ChannelsApplication {

    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("spring.application.name", "fanfare-channels"),
            Map.entry("server.port", 8082),
            Map.entry("management.endpoint.health.group.readiness.include", "readinessState,streams"),
            // A process that does not run the in-app channel has no part `streams`.
            Map.entry("management.endpoint.health.validate-group-membership", false));

    public static void main(String... args) {
        start(Map.of(), args);
    }

    /// Starts in this JVM, as often as there are ports.
    ///
    /// @param defaults settings that arguments and the environment still win over
    public static ConfigurableApplicationContext start(Map<String, Object> defaults, String... args) {
        return new SpringApplicationBuilder(ChannelsApplication.class)
                .properties(AppDefaults.with(DEFAULTS, defaults))
                .run(args);
    }
}
