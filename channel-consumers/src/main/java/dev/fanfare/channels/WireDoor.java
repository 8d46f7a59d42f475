package dev.fanfare.channels;

import dev.fanfare.schemas.door.CheckHost;
import dev.fanfare.schemas.door.CheckKey;
import dev.fanfare.schemas.door.KnownHosts;
import dev.fanfare.schemas.door.RefuseOpenDoor;
import dev.fanfare.schemas.door.ServerRefusal;
import dev.fanfare.schemas.setup.AppSettings;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/// Who may call, and how calls are read.
@Configuration(proxyBeanMethods = false)
class WireDoor {

    @Bean
    AppSettings appSettings(Environment environment) {
        AppSettings settings = Binder.get(environment).bindOrCreate("fanfare", AppSettings.class);
        new RefuseOpenDoor(environment::getProperty)
                .check("fanfare.api.internal-key", !settings.api().internalKey().isEmpty());
        return settings;
    }

    @Bean
    @Order(1)
    CheckHost checkHost(AppSettings settings) {
        return new CheckHost(
                new KnownHosts(settings.urls()), !settings.api().internalKey().isEmpty());
    }

    @Bean
    @Order(2)
    CheckKey checkKey(AppSettings settings) {
        return new CheckKey(settings.api().internalKey());
    }

    /// An id may hold a slash, sent as `%2F`; and what the server refuses is told as all else.
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> asTheOutsideIsTold() {
        return tomcat -> {
            tomcat.addConnectorCustomizers(
                    connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
            tomcat.addContextCustomizers(ServerRefusal::in);
        };
    }
}
