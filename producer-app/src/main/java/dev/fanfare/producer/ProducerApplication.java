package dev.fanfare.producer;

import dev.fanfare.schemas.running.ForgetAddresses;
import dev.fanfare.schemas.setup.AppDefaults;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/// The front door: takes events and reference data, and hands queries on.
@SpringBootApplication
@ConfigurationPropertiesScan
public class ProducerApplication {

    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("spring.application.name", "fanfare-front"),
            Map.entry("server.port", 8080),
            Map.entry("server.max-http-request-header-size", "16KB"),
            Map.entry("server.tomcat.connection-timeout", "60s"),
            Map.entry("server.tomcat.max-swallow-size", "16MB"),
            Map.entry("server.error.whitelabel.enabled", "false"),
            Map.entry("spring.mvc.formcontent.filter.enabled", "false"),
            Map.entry("spring.servlet.multipart.enabled", "false"),
            Map.entry("spring.web.resources.add-mappings", "false"),
            Map.entry("management.endpoint.health.group.readiness.include", "readinessState,reference,spool"));

    public static void main(String[] args) {
        ForgetAddresses.soon();
        start(Map.of(), args);
    }

    /// Starts the app in this JVM; `defaults` win over our own and lose to every other source of settings.
    public static ConfigurableApplicationContext start(Map<String, Object> defaults, String... args) {
        return new SpringApplicationBuilder(ProducerApplication.class)
                .properties(AppDefaults.with(DEFAULTS, defaults))
                .run(args);
    }
}
