package dev.fanfare.producer.steer;

import dev.fanfare.producer.http.ContentTypes;
import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.producer.peers.AskEvent;
import dev.fanfare.producer.peers.AskEvent.Known;
import dev.fanfare.producer.spool.Keeper;
import dev.fanfare.producer.spool.Spool;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.EventKey;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// The calls about an event that is under way.
public final class SteerRoutes {

    static final String KEY = "key";
    static final String ID = "id";
    private static final String EVENT = "/v1/events/{" + KEY + "}";

    private final SteerEvent steer;
    private final HandlerFunction<ServerResponse> delivery;

    /// @param delivery sends a delivery now whose id stands in the path as `id`
    public SteerRoutes(Keeper keeper, AskEvent events, InstantSource clock, HandlerFunction<ServerResponse> delivery) {
        this.delivery = delivery;
        steer = new SteerEvent(new WriteCommand(keeper), asking(events, keeper.spool()), clock);
    }

    public List<Route> all() {
        return List.of(
                Route.of(HttpMethod.DELETE, EVENT, Role.OPERATE, call -> steer.ask(call, CommandKind.CANCEL)),
                Route.of(HttpMethod.POST, EVENT + "/pause", Role.OPERATE, call -> steer.ask(call, CommandKind.PAUSE)),
                Route.of(HttpMethod.POST, EVENT + "/resume", Role.OPERATE, call -> steer.ask(call, CommandKind.RESUME)),
                Route.of(HttpMethod.POST, "/v1/scheduled/{" + ID + "}/now", Role.OPERATE, this::now),
                Route.of(HttpMethod.PATCH, EVENT, Role.OPERATE, steer::change).taking(ContentTypes.JSON));
    }

    /// What nobody knows may wait in the spool.
    private static Function<String, Known> asking(AskEvent events, Spool spool) {
        return key -> {
            Known known = events.about(key);
            return known instanceof Known.Nowhere && spool.isEngaged() ? new Known.Away() : known;
        };
    }

    /// What waits is an event or a delivery.
    private ServerResponse now(ServerRequest call) throws Exception {
        return call.pathVariable(ID).length() == EventKey.LENGTH ? steer.now(call) : delivery.handle(call);
    }
}
