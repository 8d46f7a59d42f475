package dev.fanfare.producer;

import dev.fanfare.producer.document.DocumentRoutes;
import dev.fanfare.producer.http.Dispatch;
import dev.fanfare.producer.http.Gate;
import dev.fanfare.producer.http.PageDoor;
import dev.fanfare.producer.http.PersonDoor;
import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.http.Routes;
import dev.fanfare.producer.keys.ApiKeys;
import dev.fanfare.producer.keys.KeySettings;
import dev.fanfare.producer.keys.PersonTokens;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.producer.keys.TokenSettings;
import dev.fanfare.schemas.door.KnownHosts;
import dev.fanfare.schemas.door.RefuseOpenDoor;
import dev.fanfare.schemas.door.ServerRefusal;
import dev.fanfare.schemas.setup.AppSettings;
import java.time.InstantSource;
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
    Calls document() {
        return new Calls(new DocumentRoutes().all());
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
    ApiKeys apiKeys(KeySettings settings, Environment environment) {
        ApiKeys keys = new ApiKeys(settings);
        new RefuseOpenDoor(environment::getProperty).check("fanfare.api.keys", keys.inUse());
        return keys;
    }

    @Bean
    PersonTokens personTokens(TokenSettings settings) {
        return new PersonTokens(settings, InstantSource.system());
    }

    @Bean
    FilterRegistrationBean<Gate> gate(
            Routes routes, ApiKeys keys, AppSettings settings, PageDoor pages, PersonTokens tokens) {
        Gate.Doors doors = new Gate.Doors(pages, new PersonDoor(tokens, InstantSource.system()));
        FilterRegistrationBean<Gate> gate =
                new FilterRegistrationBean<>(new Gate(routes, keys, new KnownHosts(settings.urls()), doors));
        gate.setOrder(Ordered.LOWEST_PRECEDENCE);
        return gate;
    }

    /// An encoded slash stays in its id, and what the server refuses is told as all else.
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> asTheOutsideIsTold() {
        return server -> {
            server.addConnectorCustomizers(connector -> connector.setEncodedSolidusHandling("passthrough"));
            server.addContextCustomizers(ServerRefusal::in);
        };
    }
}
