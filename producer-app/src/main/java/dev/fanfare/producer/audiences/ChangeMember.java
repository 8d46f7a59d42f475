package dev.fanfare.producer.audiences;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.kafka.Outlet;
import dev.fanfare.producer.peers.AskInForce;
import dev.fanfare.producer.peers.AskPeople;
import dev.fanfare.schemas.Membership;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// One person into an audience, or out of it.
final class ChangeMember {

    private final Outlet<Membership> outlet;
    private final AskInForce inForce;
    private final AskPeople people;

    ChangeMember(Outlet<Membership> outlet, AskInForce inForce, AskPeople people) {
        this.outlet = outlet;
        this.inForce = inForce;
        this.people = people;
    }

    ServerResponse put(ServerRequest call) {
        Place place = place(call);
        return write(place, place.taken());
    }

    ServerResponse delete(ServerRequest call) {
        Place place = place(call);
        place.requireNotInProfile(people);
        return write(place, place.left());
    }

    private static Place place(ServerRequest call) {
        return new Place(call.pathVariable(MemberRoutes.ID), call.pathVariable(MemberRoutes.AUDIENCE));
    }

    private ServerResponse write(Place place, Message<Membership> message) {
        RecordMetadata at = outlet.send(message).acknowledged();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("audience", place.audience());
        json.put("id", place.recipient());
        json.put("inForce", inForce.atOwners(Map.of(new TopicPartition(at.topic(), at.partition()), at.offset())));
        return Answers.ok(json);
    }
}
