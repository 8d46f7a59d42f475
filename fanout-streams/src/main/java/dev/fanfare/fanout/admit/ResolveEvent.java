package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.admit.Resolution.Expired;
import dev.fanfare.fanout.admit.Resolution.Failed;
import dev.fanfare.fanout.admit.Resolution.NoRule;
import dev.fanfare.fanout.admit.Resolution.Resolved;
import dev.fanfare.fanout.render.RenderException;
import dev.fanfare.fanout.render.Texts;
import dev.fanfare.fanout.render.Values;
import dev.fanfare.fanout.steer.Steer;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.cloudevents.SendAt;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Works out rule and words of an event, once: nothing behind admit reads them again. What the event says wins over the
/// rule.
final class ResolveEvent {

    /// Audiences of one event.
    static final int AUDIENCES_MOST = 100;

    private static final String EVERYONE = "everyone";
    private static final Pattern TAG = Pattern.compile("\\{\\{.*?}}+");

    private static final int ID_MOST = 200;

    private final References references;
    private final Texts texts = new Texts();

    ResolveEvent(References references) {
        this.references = references;
    }

    /// @param asked what commands said of it before it came
    Resolution resolve(Candidate candidate, @Nullable Steering asked) {
        Event event = candidate.event();
        Rule rule = references.rule(event.getType()).orElse(null);
        if (rule == null && !speaksForItself(event)) {
            return new NoRule();
        }
        String name = templateName(event, rule);
        Template template = references.template(name).orElse(null);
        if (template == null) {
            return new Failed(Reason.NO_TEMPLATE, "no template is named " + name);
        }
        Said said = said(candidate, rule, asked);
        if (said.expiresAt().isPresent()
                && !candidate.now().isBefore(said.expiresAt().get())) {
            return new Expired();
        }
        try {
            return checked(resolved(event, rule, template, said));
        } catch (RenderException broken) {
            return new Failed(broken.reason(), "the rule's expressions: " + broken.getMessage());
        }
    }

    /// How urgent an event is, as far as that can be said before its time.
    Priority rank(Event event, @Nullable Steering asked) {
        return asked == null || asked.getPriority() == null
                ? priority(event, references.rule(event.getType()).orElse(null))
                : asked.getPriority();
    }

    /// What a command said wins over the event, and that over the rule.
    private record Said(Priority priority, Optional<Instant> expiresAt) {}

    private static Said said(Candidate candidate, @Nullable Rule rule, @Nullable Steering asked) {
        Optional<Instant> own = expiresAt(candidate.event(), rule, begun(candidate, asked));
        return new Said(
                asked == null || asked.getPriority() == null ? priority(candidate.event(), rule) : asked.getPriority(),
                Optional.ofNullable(Steer.expiresAt(asked, own.orElse(null))));
    }

    /// From when on it is worth telling for as long as its rule says: for those who are told last, too.
    private static Instant begun(Candidate candidate, @Nullable Steering asked) {
        Instant begun = candidate.begun();
        return Due.local(candidate.event(), asked)
                .map(SendAt.Local::latest)
                .filter(last -> last.isAfter(begun))
                .orElse(begun);
    }

    /// With someone to tell and words to say an event needs no rule.
    private static boolean speaksForItself(Event event) {
        return namesPeople(event) && (event.getTemplate() != null || event.getTitle() != null);
    }

    private static boolean namesPeople(Event event) {
        return !event.getRecipients().isEmpty() || !event.getAudiences().isEmpty();
    }

    private static String templateName(Event event, @Nullable Rule rule) {
        if (event.getTemplate() != null) {
            return event.getTemplate();
        }
        return event.getTitle() != null || rule == null ? References.PLAIN : rule.getTemplate();
    }

    /// Each audience costs an iterator in every chunk.
    private static Resolution checked(Resolved resolved) {
        if (resolved.audiences().size() > AUDIENCES_MOST) {
            return new Failed(Reason.TOO_LARGE, "more than " + AUDIENCES_MOST + " audiences");
        }
        return resolved.channels().isEmpty()
                ? new Failed(Reason.UNSUPPORTED, "this version has none of its channels")
                : resolved;
    }

    private Resolved resolved(Event event, @Nullable Rule rule, Template template, Said said) {
        Map<String, Object> values = Values.of(event);
        return new Resolved(
                audiences(event, rule, values),
                recipients(event, rule, values),
                inOrder(rule == null ? List.of() : texts.list(rule.getExcept(), values)),
                channels(event, rule),
                template,
                said.priority(),
                rule != null && rule.getMandatory(),
                rule == null ? null : rule.getVersion(),
                TimeRules.of(rule, texts, values),
                said.expiresAt());
    }

    private List<String> audiences(Event event, @Nullable Rule rule, Map<String, Object> values) {
        if (rule == null || namesPeople(event)) {
            return List.copyOf(new LinkedHashSet<>(event.getAudiences()));
        }
        return rule.getAudiences().stream()
                .flatMap(audience -> named(audience, values).stream())
                .filter(Ids::valid)
                .distinct()
                .toList();
    }

    /// Whoever sends the data must not make `everyone` of it: only who wrote the rule may.
    private List<String> named(String expression, Map<String, Object> values) {
        List<String> names = texts.list(expression, values);
        if (names.contains(EVERYONE) && !says(expression, EVERYONE)) {
            throw new RenderException(Reason.REJECTED, "the event's data made " + EVERYONE + " of an audience");
        }
        return names;
    }

    /// Whether the name stands in the expression itself, outside of tags.
    private static boolean says(String expression, String name) {
        return TAG.splitAsStream(expression)
                .flatMap(String::lines)
                .flatMap(line -> Arrays.stream(line.split(",")))
                .anyMatch(part -> part.strip().equals(name));
    }

    private List<String> recipients(Event event, @Nullable Rule rule, Map<String, Object> values) {
        if (rule == null || namesPeople(event)) {
            return inOrder(event.getRecipients());
        }
        return inOrder(texts.list(rule.getRecipients(), values));
    }

    /// All channels of this version but websocket where neither event nor rule names one.
    private static List<Channel> channels(Event event, @Nullable Rule rule) {
        List<Channel> named = event.getChannels().isEmpty() && rule != null ? rule.getChannels() : event.getChannels();
        return named.isEmpty()
                ? Topics.UNLESS_NAMED
                : named.stream().distinct().filter(Topics.CHANNELS::contains).toList();
    }

    private static Priority priority(Event event, @Nullable Rule rule) {
        if (event.getPriority() != null) {
            return event.getPriority();
        }
        return rule == null ? Priority.NORMAL : rule.getPriority();
    }

    private static Optional<Instant> expiresAt(Event event, @Nullable Rule rule, Instant begun) {
        if (event.getExpiresAt() != null) {
            return Optional.of(event.getExpiresAt());
        }
        return Optional.ofNullable(rule).map(Rule::getTtl).flatMap(ttl -> behind(begun, ttl));
    }

    /// The front door checked it; a rule that was written by other means may hold anything.
    private static Optional<Instant> behind(Instant begun, String ttl) {
        try {
            return Optional.of(
                    Instant.ofEpochMilli(begun.plus(Duration.parse(ttl)).toEpochMilli()));
        } catch (DateTimeException | ArithmeticException broken) {
            return Optional.empty();
        }
    }

    private static List<String> inOrder(List<String> ids) {
        List<String> ordered = new ArrayList<>(
                new LinkedHashSet<>(ids.stream().map(ResolveEvent::cut).toList()));
        ordered.sort(Ids::compare);
        return ordered;
    }

    /// Nobody has a longer id: cut, it is skipped as unknown and takes no more room than others.
    private static String cut(String id) {
        return id.codePointCount(0, id.length()) > ID_MOST
                ? id.substring(0, id.offsetByCodePoints(0, ID_MOST)) + "…"
                : id;
    }
}
