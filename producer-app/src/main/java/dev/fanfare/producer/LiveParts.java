package dev.fanfare.producer;

import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.live.OpenStream;
import dev.fanfare.producer.live.OpenStreams;
import dev.fanfare.producer.live.StopStreams;
import dev.fanfare.producer.live.StreamSettings;
import dev.fanfare.producer.peers.Peer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.websocket.server.WsSci;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The streams that people open here.
@Configuration(proxyBeanMethods = false)
class LiveParts {

    @Bean
    OpenStreams openStreams(StreamSettings settings, MeterRegistry meters) {
        OpenStreams streams = new OpenStreams(settings.live().streams());
        Gauge.builder("notification.streams", streams, OpenStreams::count)
                .description("Streams that people have open")
                .register(meters);
        return streams;
    }

    @Bean
    StopStreams stopStreams(OpenStreams streams) {
        return new StopStreams(streams);
    }

    /// The server learns WebSocket, and has room for streams and other calls.
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> withWebSocket(StreamSettings settings) {
        return server -> {
            server.addContextCustomizers(context -> context.addServletContainerInitializer(new WsSci(), null));
            server.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
                    protocol.setMaxConnections(Math.max(
                            protocol.getMaxConnections(), settings.live().connections()));
                }
            });
        };
    }

    @Bean
    OpenStream openStream(Peer channels, OpenStreams streams, StreamSettings settings) {
        return new OpenStream(channels, streams, settings.live());
    }

    @Bean
    Calls live(OpenStream open) {
        return new Calls(List.of(Route.get("/v1/recipients/{id}/stream", open)));
    }
}
