package dev.fanfare.producer.people;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.peers.AskPeople;
import org.springframework.web.servlet.function.ServerRequest;

/// What a person chose is overwritten only by `?preferences=replace`; where nothing was chosen yet, what is sent
/// applies.
record KeepChoice(boolean replace, AskPeople people) {

    static KeepChoice of(ServerRequest call, AskPeople people) {
        String asked = call.param("preferences").orElse("");
        if (!asked.isEmpty() && !asked.equals("replace")) {
            throw Refused.invalid("preferences", "can only be replace");
        }
        return new KeepChoice(!asked.isEmpty(), people);
    }

    /// Whether the preferences that came with `person` are to be written; asks the person's owner where it must.
    boolean writes(Person person) {
        return person.preferences() != null
                && (replace || people.preferences(person.recipient().getId()).isEmpty());
    }
}
