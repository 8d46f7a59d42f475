package dev.fanfare.channels;

import dev.fanfare.channels.door.CheckKey;
import dev.fanfare.channels.door.CheckName;
import dev.fanfare.channels.door.RefuseOpenDoor;
import java.util.List;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
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
    @Order(1)
    CheckName checkName(ChannelsSettings settings) {
        return new CheckName(List.of(settings.advertisedUrl(), settings.publicUrl()));
    }

    @Bean
    @Order(2)
    CheckKey checkKey(ChannelsSettings settings, Environment environment) {
        RefuseOpenDoor.check(
                environment.getProperty("server.address"), settings.api().internalKey());
        RefuseOpenDoor.checkManagement(environment.getProperty("management.server.port"));
        return new CheckKey(settings.api().internalKey());
    }

    /// Ids may hold slashes: `%2F` in a path belongs to its segment.
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> slashesInIds() {
        return tomcat -> tomcat.addConnectorCustomizers(
                connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
    }
}
