package dev.fanfare.producer.live;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.peers.Peer;
import dev.fanfare.schemas.setup.LiveSettings;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// `/v1/recipients/{id}/stream`: by WebSocket where the call asks for one, else as server-sent events.
public final class OpenStream implements HandlerFunction<ServerResponse>, AutoCloseable {

    private static final Pattern ID = Pattern.compile("\\d{1,18}");
    private static final int HEARTBEATS = 3;
    private static final Duration UNTIL_OPENED = Duration.ofSeconds(10);
    private static final Duration LEAST_SILENCE = Duration.ofSeconds(10);

    private final Source source;
    private final OpenStreams streams;
    private final Duration heartbeat;
    private final Silence silence;

    public OpenStream(Peer channels, OpenStreams streams, LiveSettings settings) {
        this.source = new Source(channels);
        this.streams = streams;
        this.heartbeat = settings.heartbeat();
        Duration most = heartbeat.multipliedBy(HEARTBEATS);
        this.silence = new Silence(most.compareTo(LEAST_SILENCE) < 0 ? LEAST_SILENCE : most);
        silence.start();
    }

    @Override
    public ServerResponse handle(ServerRequest call) throws InterruptedException {
        HttpServletRequest request = call.servletRequest();
        Follow follow = new Follow(source, silence, request.getRequestURI(), seen(call));
        if (!streams.add(follow)) {
            throw Refused.away("no more streams can be opened at this door");
        }
        try {
            follow.open();
        } catch (RuntimeException | InterruptedException refused) {
            streams.remove(follow);
            throw refused;
        }
        return ServerResponse.ok().build((asked, response) -> {
            tell(follow, asked, response);
            return null;
        });
    }

    @Override
    public void close() {
        silence.close();
    }

    private void tell(Follow follow, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        boolean handedOver = false;
        try {
            if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
                LiveSocket socket = new LiveSocket(follow, heartbeat, () -> streams.remove(follow));
                upgrade(socket, request, response);
                // a handshake that is none was answered, and nobody opens anything
                handedOver = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
                if (handedOver) {
                    Thread.ofVirtual().name("await-opened").start(() -> socket.endUnlessOpenedIn(UNTIL_OPENED));
                }
            } else {
                follow.run(WriteEvents.to(response));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            if (!handedOver) {
                follow.close();
                streams.remove(follow);
            }
        }
    }

    private static void upgrade(LiveSocket socket, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(LiveSocket.class, "/stream")
                .configurator(new ServerEndpointConfig.Configurator() {
                    @Override
                    public <T> T getEndpointInstance(Class<T> type) {
                        return type.cast(socket);
                    }

                    @Override
                    public List<Extension> getNegotiatedExtensions(List<Extension> known, List<Extension> asked) {
                        return List.of(); // to compress takes native memory for each stream
                    }
                })
                .build();
        ServerContainer container =
                (ServerContainer) request.getServletContext().getAttribute(ServerContainer.class.getName());
        try {
            container.upgradeHttpToWebSocket(request, response, config, Map.of());
        } catch (DeploymentException unfit) {
            throw new ServletException(unfit);
        }
    }

    /// A browser's own header where it comes back, else what the call says.
    private static @Nullable String seen(ServerRequest call) {
        String after = call.param("after").orElse(null);
        if (after != null && !ID.matcher(after).matches()) {
            throw Refused.invalid("after", "is no id of a stream's");
        }
        String last = call.headers().firstHeader("Last-Event-ID");
        return last != null && ID.matcher(last).matches() ? last : after;
    }
}
