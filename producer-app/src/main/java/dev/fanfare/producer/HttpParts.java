package dev.fanfare.producer;

import dev.fanfare.producer.http.Dispatch;
import dev.fanfare.producer.http.Gate;
import dev.fanfare.producer.http.KnownHosts;
import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.http.Routes;
import dev.fanfare.producer.keys.ApiKeys;
import dev.fanfare.producer.keys.KeySettings;
import dev.fanfare.producer.keys.Role;
import java.util.List;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;

/// The server, the gate before it, and the table of calls behind.
@Configuration(proxyBeanMethods = false)
class HttpParts {

    /// Health needs no key, since probes have none; metrics need the role read.
    @Bean
    Calls operations() {
        return new Calls(List.of(
                Route.of(HttpMethod.GET, "/actuator/health", Role.ANYONE, null),
                Route.of(HttpMethod.GET, "/actuator/health/{*part}", Role.ANYONE, null),
                Route.of(HttpMethod.GET, "/actuator/prometheus", Role.READ, null)));
    }

    @Bean
    Routes routes(List<Calls> calls) {
        return new Routes(calls.stream().flatMap(some -> some.rows().stream()).toList());
    }

    @Bean
    Dispatch dispatch() {
        return new Dispatch();
    }

    @Bean
    ApiKeys apiKeys(KeySettings settings) {
        return new ApiKeys(settings);
    }

    @Bean
    FilterRegistrationBean<Gate> gate(Routes routes, ApiKeys keys, AddressSettings addresses) {
        FilterRegistrationBean<Gate> gate =
                new FilterRegistrationBean<>(new Gate(routes, keys, new KnownHosts(addresses.all())));
        gate.setOrder(Ordered.LOWEST_PRECEDENCE);
        return gate;
    }

    /// An encoded slash stays in its id; and nobody else reaches us where no keys are in use.
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> careful(ApiKeys keys, Environment settings) {
        return server -> {
            server.addConnectorCustomizers(connector -> connector.setEncodedSolidusHandling("passthrough"));
            if (!keys.inUse()) {
                LoopbackOnly.require("server.address", server.getAddress());
            }
            if (!settings.getProperty("management.server.port", "").isEmpty()) {
                throw new IllegalStateException(
                        "management.server.port: is not taken, since keys are asked for at server.port only");
            }
        };
    }
}
