package dev.fanfare.producer.templates;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Body;
import dev.fanfare.producer.http.ContentTypes;
import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.producer.peers.AskPeople;
import dev.fanfare.producer.peers.AskPreview;
import dev.fanfare.producer.versions.Kind;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.Words;
import dev.fanfare.schemas.json.Fields;
import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// `POST /v1/templates/{name}/preview`: what a template, saved or not yet, says to a person, in every locale and on
/// every
/// channel. Sends nothing.
public final class PreviewTemplate {

    private static final String NAME = "name";
    private static final String TEMPLATE = "template";
    private static final String DATA = "data";
    private static final String RECIPIENT = "recipient";
    private static final String LOCALE = "locale";
    private static final String CHANNEL = "channel";
    private static final Set<String> KNOWN =
            Set.of(TEMPLATE, "type", "title", "body", DATA, RECIPIENT, LOCALE, CHANNEL);
    private static final int WORD_MOST = 200;
    private static final int TEXT_MOST = 64 * 1024;

    private final Kind<Template> kind;
    private final Function<String, Optional<Template>> templates;
    private final AskPeople people;
    private final AskPreview render;

    /// @param templates those that are in force, by their names
    public PreviewTemplate(
            Kind<Template> kind, Function<String, Optional<Template>> templates, AskPeople people, AskPreview render) {
        this.kind = kind;
        this.templates = templates;
        this.people = people;
        this.render = render;
    }

    public List<Route> all() {
        return List.of(Route.of(HttpMethod.POST, "/v1/templates/{" + NAME + "}/preview", Role.READ, this::preview)
                .taking(ContentTypes.JSON));
    }

    private ServerResponse preview(ServerRequest call) throws IOException {
        String name = call.pathVariable(NAME);
        Fields fields = Fields.of(Json.read(Body.whole(call, kind.most()))).only(KNOWN);
        Template template = template(fields, name);
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("words", words(template));
        asked.put("event", event(fields));
        asked.put("person", person(fields));
        asked.put("locales", locales(fields, template));
        asked.put("channels", channels(fields));
        return Answers.ok(Map.of("items", render.render(asked).path("items")));
    }

    private Template template(Fields fields, String name) {
        JsonNode given = fields.value(TEMPLATE);
        if (given != null) {
            return kind.read(given, name);
        }
        return templates.apply(name).orElseThrow(() -> Answers.none(TEMPLATE, name));
    }

    private static Map<String, Object> event(Fields fields) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", "preview");
        event.put("source", "/fanfare/preview");
        event.put("type", text(fields, "type", WORD_MOST, "preview"));
        event.put("title", text(fields, "title", TEXT_MOST, ""));
        event.put("body", text(fields, "body", TEXT_MOST, ""));
        JsonNode data = fields.value(DATA);
        event.put(DATA, data == null ? "{ }" : data.toString());
        return event;
    }

    /// Who is named must be there; nobody named is somebody made up.
    private Map<String, @Nullable Object> person(Fields fields) {
        String id = fields.line(RECIPIENT, WORD_MOST);
        JsonNode known = id == null
                ? MissingNode.getInstance()
                : people.recipient(id).orElseThrow(() -> fields.unfit(RECIPIENT, "no recipient is known as " + id));
        Map<String, @Nullable Object> person = new LinkedHashMap<>();
        person.put("id", id == null ? "somebody" : id);
        person.put("timeZone", known.path("timeZone").asString("Europe/London"));
        return person;
    }

    private static List<String> locales(Fields fields, Template template) {
        String one = fields.line(LOCALE, WORD_MOST);
        return one == null
                ? template.getLocales().keySet().stream().sorted().toList()
                : List.of(LocaleTag.normal(LOCALE, one));
    }

    private static List<String> channels(Fields fields) {
        String one = fields.line(CHANNEL, WORD_MOST);
        if (one == null) {
            return Topics.CHANNELS.stream().map(Names::of).toList();
        }
        if (Names.parse(Channel.class, one).isEmpty()) {
            throw fields.wrong(CHANNEL, "must be a channel, is '" + one + "'");
        }
        return List.of(one);
    }

    private static Map<String, Object> words(Template template) {
        Map<String, Object> words = new LinkedHashMap<>();
        template.getLocales().forEach((locale, said) -> words.put(locale, words(said)));
        return words;
    }

    private static Map<String, @Nullable Object> words(Words said) {
        Map<String, @Nullable Object> words = new LinkedHashMap<>();
        words.put("subject", said.getSubject());
        words.put("text", said.getText());
        words.put("html", said.getHtml());
        words.put("brief", said.getBrief());
        words.put("url", said.getUrl());
        words.put("icon", said.getIcon());
        return words;
    }

    private static String text(Fields fields, String name, int most, String otherwise) {
        String text = fields.text(name, most);
        return text == null ? otherwise : text;
    }
}
