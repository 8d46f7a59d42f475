package dev.fanfare.producer.audiences;

import dev.fanfare.producer.http.ContentTypes;
import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.kafka.Writers;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.producer.peers.AskInForce;
import dev.fanfare.producer.peers.AskPeople;
import java.util.List;
import org.springframework.http.HttpMethod;

/// The calls that make people members of audiences.
public final class MemberRoutes {

    static final String AUDIENCE = "audience";
    static final String ID = "id";
    private static final String ALL = "/v1/audiences/{" + AUDIENCE + "}/members";
    private static final String ONE = ALL + "/{" + ID + "}";

    private final ChangeMember one;
    private final ChangeMembers many;

    public MemberRoutes(Writers writers, AskInForce inForce, AskPeople people) {
        one = new ChangeMember(writers.prompt().memberships(), inForce, people);
        many = new ChangeMembers(writers.bulk().memberships(), inForce, people);
    }

    public List<Route> all() {
        return List.of(
                Route.of(HttpMethod.PUT, ONE, Role.OPERATE, one::put),
                Route.of(HttpMethod.DELETE, ONE, Role.OPERATE, one::delete),
                Route.of(HttpMethod.POST, ALL, Role.OPERATE, many::add).taking(ContentTypes.NDJSON),
                Route.of(HttpMethod.PUT, ALL, Role.OPERATE, many::replace).taking(ContentTypes.NDJSON));
    }
}
