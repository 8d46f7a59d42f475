package dev.fanfare.producer.people;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Body;
import dev.fanfare.producer.http.Callers;
import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.kafka.Outlet;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.kafka.Pending;
import dev.fanfare.producer.peers.AskInForce;
import dev.fanfare.producer.peers.AskPeople;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.json.Fields;
import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// The calls about one person.
final class PutPerson {

    static final String ID = "id";

    private final Outlets outlets;
    private final Erase erase;
    private final AskInForce inForce;
    private final AskPeople people;

    PutPerson(Outlets outlets, InstantSource clock, AskInForce inForce, AskPeople people) {
        this.outlets = outlets;
        this.erase = new Erase(outlets, clock);
        this.inForce = inForce;
        this.people = people;
    }

    ServerResponse put(ServerRequest call) throws IOException {
        KeepChoice choice = KeepChoice.of(call, people);
        Person person = Person.read(Json.read(Body.whole(call, Sizes.EVENT)), call.pathVariable(ID));
        boolean both = choice.writes(person);
        List<Pending> sent = new ArrayList<>();
        sent.add(outlets.recipients().send(Message.of(person.recipient().getId(), person.recipient())));
        Preferences preferences = person.preferences();
        if (preferences != null && both) {
            sent.add(outlets.preferences().send(Message.of(preferences.getRecipient(), preferences)));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(ID, person.recipient().getId());
        if (preferences != null) {
            json.put("preferences", both ? "written" : "kept");
        }
        return answer(json, sent);
    }

    ServerResponse putPreferences(ServerRequest call) throws IOException {
        String id = call.pathVariable(ID);
        Preferences preferences = ReadPreferences.read(Fields.of(Json.read(Body.whole(call, Sizes.EVENT))), id);
        return answer(named(id), List.of(outlets.preferences().send(Message.of(id, preferences))));
    }

    /// Erases: the address record and the preferences; memberships go with them.
    ServerResponse delete(ServerRequest call) {
        String id = call.pathVariable(ID);
        List<Pending> sent = new ArrayList<>();
        erase.run(id, Callers.of(call), new Erase.Writer() {
            @Override
            public <T extends SpecificRecord> void write(Outlet<T> outlet, Message<T> message) {
                sent.add(outlet.send(message));
            }
        });
        return answer(named(id), sent);
    }

    private ServerResponse answer(Map<String, Object> json, List<Pending> sent) {
        Map<TopicPartition, Long> written = new HashMap<>();
        sent.stream()
                .map(Pending::acknowledged)
                .forEach(at -> written.put(new TopicPartition(at.topic(), at.partition()), at.offset()));
        json.put("inForce", inForce.atOwners(erase.ofPeople(written)));
        return Answers.ok(json);
    }

    private static Map<String, Object> named(String id) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(ID, id);
        return json;
    }
}
