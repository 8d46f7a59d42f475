package dev.fanfare.producer.events;

import dev.fanfare.producer.http.ContentTypes;
import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.producer.peers.AskDryRun;
import dev.fanfare.producer.peers.AskKnown;
import dev.fanfare.producer.spool.Keeper;
import dev.fanfare.producer.versions.Lookup;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.traces.Traces;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.http.HttpMethod;

/// The calls that bring events in.
public final class EventRoutes {

    private final PostEvents post;

    /// @param rules the rule of a type
    public EventRoutes(
            Function<String, Lookup.Answer<Rule>> rules,
            Predicate<String> templateExists,
            Keeper keeper,
            Answering answering,
            InstantSource clock) {
        CheckEvent check = new CheckEvent(rules, templateExists, clock);
        AcceptEvents accept = new AcceptEvents(keeper, answering.known());
        PostEvents.Accepting accepting = new PostEvents.Accepting(check, accept, answering.traces());
        post = new PostEvents(
                accepting,
                new PostBatch(accepting),
                new PostStream(check, keeper, answering.traces()),
                new DryRun(answering.dryRun(), answering.events()));
    }

    /// What answers depend on besides what is written.
    ///
    /// @param events how an event is written
    /// @param traces told of events that come in
    public record Answering(AskKnown known, AskDryRun dryRun, Codec<Event> events, Traces traces) {}

    public List<Route> all() {
        return List.of(Route.of(HttpMethod.POST, "/v1/events", Role.SEND, post::post)
                .taking(ContentTypes.EVENT, ContentTypes.EVENTS, ContentTypes.NDJSON, ContentTypes.JSON));
    }
}
