package dev.fanfare.producer.events;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.kafka.KafkaAway;
import dev.fanfare.producer.keys.Caller;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.producer.rules.Overruling;
import dev.fanfare.producer.versions.Lookup;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Rule;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// Compares an event with its rule: whether it has whom to tell and what to say, and may say what it says.
final class CheckEvent {

    static final String EVERYONE = "everyone";

    private final Function<String, Lookup.Answer<Rule>> rules;
    private final Predicate<String> templateExists;
    private final InstantSource clock;

    CheckEvent(Function<String, Lookup.Answer<Rule>> rules, Predicate<String> templateExists, InstantSource clock) {
        this.rules = rules;
        this.templateExists = templateExists;
        this.clock = clock;
    }

    Ready check(Incoming incoming, Caller caller) {
        Event event = incoming.event();
        Lookup.Answer<Rule> known = rules.apply(event.getType());
        Optional<Rule> rule = known.value();
        rule.filter(_ -> caller.keyed()).ifPresent(its -> requireAllowed(event, its));
        requireMayTellEveryone(event, caller);
        requireTemplate(event);
        if (rule.isEmpty()) {
            requireNoRuleNeeded(event, caller, known.doubt());
        }
        CheckTime.check(event, clock.instant());
        return new Ready(incoming, incoming.key(), lane(event, rule.orElse(null)));
    }

    /// Where nobody can say just now whether there is a rule, nobody is told for good that there is none.
    private static void requireNoRuleNeeded(Event event, Caller caller, @Nullable KafkaAway doubt) {
        try {
            requireSelfContained(event);
            requireMayDoWithoutRule(event, caller);
        } catch (Refused refused) {
            throw doubt == null ? refused : doubt;
        }
    }

    private static void requireAllowed(Event event, Rule rule) {
        Overruling.usedBy(event)
                .filter(name -> !rule.getAllow().contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Refused.unfit(
                            name, "the rule of " + rule.getType() + " does not allow its events to say this");
                });
    }

    /// A rule's `allow` bounds what a key may say; where there is no rule, nothing else would.
    private static void requireMayDoWithoutRule(Event event, Caller caller) {
        if (caller.keyed() && !caller.may(Role.OPERATE)) {
            throw Refused.about(
                    HttpStatus.FORBIDDEN,
                    "type",
                    "there is no rule for " + event.getType()
                            + ", and without one only the role operate may tell anyone");
        }
    }

    private static void requireMayTellEveryone(Event event, Caller caller) {
        if (event.getAudiences().contains(EVERYONE) && !caller.may(Role.OPERATE)) {
            throw Refused.about(
                    HttpStatus.FORBIDDEN, "audiences", "only a rule, or the role operate, may tell " + EVERYONE);
        }
    }

    private void requireTemplate(Event event) {
        String template = event.getTemplate();
        if (template != null && !templateExists.test(template)) {
            throw Refused.unfit("template", "there is no template " + template);
        }
    }

    private static void requireSelfContained(Event event) {
        if (event.getRecipients().isEmpty() && event.getAudiences().isEmpty()) {
            throw Refused.unfit(
                    "type",
                    "there is no rule for " + event.getType() + ", and the event names no recipients and no audiences");
        }
        if (event.getTemplate() == null && event.getTitle() == null) {
            throw Refused.unfit(
                    "type", "there is no rule for " + event.getType() + ", and the event has no template and no title");
        }
    }

    private static Lane lane(Event event, @Nullable Rule rule) {
        Priority own = event.getPriority();
        Priority priority = own != null ? own : rule == null ? Priority.NORMAL : rule.getPriority();
        return switch (priority) {
            case URGENT, HIGH -> Lane.EXPRESS;
            case NORMAL, LOW -> Lane.STANDARD;
        };
    }
}
