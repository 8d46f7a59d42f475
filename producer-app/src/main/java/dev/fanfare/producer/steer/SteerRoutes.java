package dev.fanfare.producer.steer;

import dev.fanfare.producer.http.ContentTypes;
import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.kafka.Writers;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.producer.peers.AskEvent;
import dev.fanfare.schemas.CommandKind;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.HttpMethod;

/// The calls about an event that is under way.
public final class SteerRoutes {

    static final String KEY = "key";
    private static final String EVENT = "/v1/events/{" + KEY + "}";

    private final SteerEvent steer;

    public SteerRoutes(Writers writers, AskEvent events, InstantSource clock) {
        steer = new SteerEvent(new WriteCommand(writers.prompt()), events, clock);
    }

    public List<Route> all() {
        return List.of(
                Route.of(HttpMethod.DELETE, EVENT, Role.OPERATE, call -> steer.ask(call, CommandKind.CANCEL)),
                Route.of(HttpMethod.POST, EVENT + "/pause", Role.OPERATE, call -> steer.ask(call, CommandKind.PAUSE)),
                Route.of(HttpMethod.POST, EVENT + "/resume", Role.OPERATE, call -> steer.ask(call, CommandKind.RESUME)),
                Route.of(HttpMethod.PATCH, EVENT, Role.OPERATE, steer::change).taking(ContentTypes.JSON));
    }
}
