package dev.fanfare.producer.replays;

import dev.fanfare.producer.http.ContentTypes;
import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.producer.peers.AskStreams;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// The calls that send again what was given up, or discard it.
public final class ReplayRoutes {

    static final String ID = "id";
    private static final String REPLAYS = "/v1/replays";

    private final AskForReplay ask;
    private final RetryDelivery retry;
    private final AcknowledgeDelivery acknowledge;

    public ReplayRoutes(Outlets outlets, AskStreams streams, InstantSource clock) {
        ask = new AskForReplay(outlets, streams, clock);
        retry = new RetryDelivery(outlets, streams, clock);
        acknowledge = new AcknowledgeDelivery(outlets, streams, clock);
    }

    public List<Route> all() {
        return List.of(
                Route.of(HttpMethod.POST, REPLAYS, Role.OPERATE, ask::replay).taking(ContentTypes.JSON),
                Route.of(HttpMethod.DELETE, REPLAYS + "/{" + ID + "}", Role.OPERATE, ask::stop),
                Route.of(HttpMethod.DELETE, "/v1/dead-letters", Role.OPERATE, ask::discard),
                Route.of(HttpMethod.POST, "/v1/deliveries/{" + ID + "}/retry", Role.OPERATE, retry::retry),
                Route.of(HttpMethod.POST, "/v1/deliveries/{" + ID + "}/ack", Role.SEND, acknowledge::acknowledge));
    }

    /// Sends the delivery now whose id stands in the path as `id`.
    public ServerResponse now(ServerRequest call) {
        return retry.retry(call);
    }
}
