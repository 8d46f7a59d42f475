package dev.fanfare.producer.audiences;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Body;
import dev.fanfare.producer.http.Problem;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.http.TakeLines;
import dev.fanfare.producer.kafka.Outlet;
import dev.fanfare.producer.kafka.Window;
import dev.fanfare.producer.peers.AskInForce;
import dev.fanfare.producer.peers.AskPeople;
import dev.fanfare.producer.people.AudienceName;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.Membership;
import dev.fanfare.schemas.json.Fields;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;

/// Many people into an audience, one a line: `"ada"` or `{"id": "ada"}`; `{"id": "ada", "member": null}` takes one out.
final class ChangeMembers {

    private static final String ID = MemberRoutes.ID;
    private static final String MEMBER = "member";
    private static final int LINE = 4_096;

    private final Outlet<Membership> outlet;
    private final AskInForce inForce;
    private final AskPeople people;

    ChangeMembers(Outlet<Membership> outlet, AskInForce inForce, AskPeople people) {
        this.outlet = outlet;
        this.inForce = inForce;
        this.people = people;
    }

    ServerResponse add(ServerRequest call) throws IOException {
        String audience = audience(call);
        return many(
                call,
                (window, lines) -> lines.all(Body.lines(call, LINE), json -> {
                    if (json.has(MEMBER)) {
                        window.send(outlet, leaving(json, audience).left());
                    } else {
                        window.send(outlet, place(json, audience).taken());
                    }
                }),
                new LinkedHashMap<>());
    }

    /// First those who are named become members, then all others leave: what breaks in between has taken nobody out,
    /// and the same call again completes it. Nobody is taken out where a line could not be read, either: it may
    /// have
    /// named one who stays.
    ServerResponse replace(ServerRequest call) throws IOException {
        String audience = audience(call);
        Map<String, Object> more = new LinkedHashMap<>();
        Work work = (window, lines) -> {
            IdSet stay = new IdSet();
            lines.all(Body.lines(call, LINE), json -> {
                Place place = place(json, audience);
                stay.add(place.recipient());
                window.send(outlet, place.taken());
            });
            requireAllRead(lines);
            more.putAll(takeOut(audience, stay, window));
        };
        return many(call, work, more);
    }

    private Map<String, Object> takeOut(String audience, IdSet stay, Window window) {
        LongAdder left = new LongAdder();
        ByProfile others = new ByProfile();
        new CurrentMembers(people, audience).forEach(member -> {
            if (stay.contains(member.id())) {
                return;
            }
            if (member.byCall()) {
                window.send(outlet, new Place(member.id(), audience).left());
            }
            if (member.byProfile()) {
                others.add(member.id());
            } else {
                left.increment();
            }
        });
        return Map.of("left", left.sum(), "byProfile", others.json());
    }

    /// @param more what the answer holds beside the lines, once the work is done
    private ServerResponse many(ServerRequest call, Work work, Map<String, Object> more) throws IOException {
        Window window = new Window();
        TakeLines lines = new TakeLines(ID);
        try {
            work.with(window, lines);
            window.finish();
        } finally {
            window.settle();
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("audience", audience(call));
        json.putAll(lines.json());
        json.putAll(more);
        json.put("inForce", inForce.atOwners(window.highest()));
        return Answers.ok(json);
    }

    private interface Work {
        void with(Window window, TakeLines lines) throws IOException;
    }

    private static String audience(ServerRequest call) {
        String audience = call.pathVariable(MemberRoutes.AUDIENCE);
        AudienceName.require(MemberRoutes.AUDIENCE, audience);
        return audience;
    }

    private static void requireAllRead(TakeLines lines) {
        if (lines.rejectedTotal() > 0) {
            throw new Refused(new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "some lines name nobody: those that could be read are members now, and nobody was taken out",
                    lines.json(),
                    Map.of()));
        }
    }

    private static Place place(JsonNode json, String audience) {
        if (json.isString()) {
            return new Place(checked(json.stringValue()), audience);
        }
        return new Place(checked(Fields.of(json).only(Set.of(ID)).needed(ID, 200)), audience);
    }

    private Place leaving(JsonNode json, String audience) {
        Fields fields = Fields.of(json).only(Set.of(ID, MEMBER));
        if (fields.has(MEMBER)) {
            throw fields.wrong(MEMBER, "can only be null, which takes the person out");
        }
        Place place = new Place(checked(fields.needed(ID, 200)), audience);
        place.requireNotInProfile(people);
        return place;
    }

    private static String checked(String id) {
        if (!Ids.valid(id)) {
            throw Refused.invalid(ID, "must be 1 to 200 letters, digits or ._:@/+-");
        }
        return id;
    }
}
