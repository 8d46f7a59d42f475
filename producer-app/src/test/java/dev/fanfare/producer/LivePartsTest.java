package dev.fanfare.producer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.live.StreamSettings;
import dev.fanfare.schemas.setup.LiveSettings;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

class LivePartsTest {

    @Test
    void where_all_streams_are_open_there_are_connections_for_other_calls() {
        TomcatServletWebServerFactory server = new TomcatServletWebServerFactory(0);
        StreamSettings settings = new StreamSettings(new LiveSettings(10_000, null, null));
        new LiveParts().withWebSocket(settings).customize(server);
        Connector connector = new Connector();
        server.getConnectorCustomizers().forEach(customizer -> customizer.customize(connector));

        assertThat(((AbstractProtocol<?>) connector.getProtocolHandler()).getMaxConnections())
                .isEqualTo(14_192);
    }
}
