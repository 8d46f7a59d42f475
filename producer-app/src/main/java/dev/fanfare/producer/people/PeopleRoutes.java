package dev.fanfare.producer.people;

import dev.fanfare.producer.http.ContentTypes;
import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.kafka.Writers;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.producer.peers.AskInForce;
import dev.fanfare.producer.peers.AskPeople;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.HttpMethod;

/// The calls that change people and what they chose.
public final class PeopleRoutes {

    private static final String ALL = "/v1/recipients";
    private static final String ONE = ALL + "/{" + PutPerson.ID + "}";

    private final PutPerson one;
    private final PostPeople many;

    public PeopleRoutes(Writers writers, InstantSource clock, AskInForce inForce, AskPeople people) {
        one = new PutPerson(writers.prompt(), clock, inForce, people);
        many = new PostPeople(writers.bulk(), clock, inForce, people);
    }

    public List<Route> all() {
        return List.of(
                Route.of(HttpMethod.POST, ALL, Role.OPERATE, many::post).taking(ContentTypes.NDJSON),
                Route.of(HttpMethod.PUT, ONE, Role.OPERATE, one::put).taking(ContentTypes.JSON),
                Route.of(HttpMethod.DELETE, ONE, Role.ADMIN, one::delete),
                Route.of(HttpMethod.PUT, ONE + "/preferences", Role.OPERATE, one::putPreferences)
                        .taking(ContentTypes.JSON));
    }
}
