package dev.fanfare.producer.people;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Body;
import dev.fanfare.producer.http.Callers;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.http.TakeLines;
import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.kafka.Window;
import dev.fanfare.producer.keys.Caller;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.producer.peers.AskInForce;
import dev.fanfare.producer.peers.AskPeople;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.json.Fields;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Many people, one a line; `{"id": …, "recipient": null}` erases one.
final class PostPeople {

    private static final String DELETION = "recipient";

    private final Outlets outlets;
    private final Erase erase;
    private final AskInForce inForce;
    private final AskPeople people;

    PostPeople(Outlets outlets, InstantSource clock, AskInForce inForce, AskPeople people) {
        this.outlets = outlets;
        this.erase = new Erase(outlets, clock);
        this.inForce = inForce;
        this.people = people;
    }

    ServerResponse post(ServerRequest call) throws IOException {
        boolean replace = KeepChoice.of(call, people).replace();
        Caller caller = Callers.of(call);
        Window window = new Window();
        TakeLines lines = new TakeLines(ReadRecipient.ID);
        AskAndWrite unchosen = new AskAndWrite(people, outlets.preferences(), window);
        try {
            lines.all(Body.lines(call, Sizes.EVENT), json -> {
                if (json.has(DELETION)) {
                    erase(Fields.of(json), caller, window);
                } else {
                    take(Person.read(json, null), replace, unchosen, window);
                }
            });
            unchosen.finish();
            window.finish();
        } finally {
            window.settle();
        }
        Map<String, Object> json = lines.json();
        json.put("inForce", inForce.atOwners(erase.ofPeople(window.highest())));
        return Answers.ok(json);
    }

    private void take(Person person, boolean replace, AskAndWrite unchosen, Window window) {
        window.send(outlets.recipients(), Message.of(person.recipient().getId(), person.recipient()));
        Preferences preferences = person.preferences();
        if (preferences == null) {
            return;
        }
        if (replace) {
            window.send(outlets.preferences(), Message.of(preferences.getRecipient(), preferences));
        } else {
            unchosen.start(preferences);
        }
    }

    private void erase(Fields fields, Caller caller, Window window) {
        String id = ReadRecipient.id(fields.only(Set.of(ReadRecipient.ID, DELETION)), null);
        if (fields.has(DELETION)) {
            throw fields.wrong(DELETION, "can only be null, which erases");
        }
        if (!caller.may(Role.ADMIN)) {
            throw Refused.about(HttpStatus.FORBIDDEN, DELETION, "only the role admin may erase");
        }
        erase.run(id, caller, window::send);
    }
}
