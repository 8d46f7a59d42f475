package dev.fanfare.producer.templates;

import dev.fanfare.producer.http.Problem;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.versions.Kind;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Words;
import dev.fanfare.schemas.json.Fields;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/// Templates: `{"en": {"subject", "text", "html", "short", "url", "icon"}, …}`.
public final class TemplateKind implements Kind<Template> {

    /// The built-in one: subject `{{title}}`, text `{{body}}`.
    public static final String PLAIN = "plain";

    private static final String NAME = "name";
    private static final String VERSION = "version";
    private static final int LOCALES = 200;

    private final Function<String, Optional<String>> ruleThatUses;

    /// @param ruleThatUses the type of a rule that has the template of this name
    public TemplateKind(Function<String, Optional<String>> ruleThatUses) {
        this.ruleThatUses = ruleThatUses;
    }

    @Override
    public String name() {
        return "template";
    }

    @Override
    public String keyField() {
        return NAME;
    }

    /// JSON may write a character as six.
    @Override
    public int most() {
        return 8 * Sizes.TEMPLATE;
    }

    @Override
    public String key(Template value) {
        return value.getName();
    }

    @Override
    public long version(Template value) {
        return value.getVersion();
    }

    @Override
    public Template numbered(Template value, long version) {
        return Template.newBuilder(value).setVersion(version).build();
    }

    @Override
    public Template read(JsonNode json, @Nullable String key) {
        Fields fields = Fields.of(json);
        Map<String, Words> locales = new TreeMap<>();
        for (String name : fields.names()) {
            if (!name.equals(NAME) && !name.equals(VERSION)) {
                Fields words = fields.object(name).orElseThrow(() -> fields.wrong(name, "is empty"));
                if (locales.put(LocaleTag.normal(name), words(words, name, key)) != null) {
                    throw fields.wrong(name, "stands twice");
                }
            }
        }
        if (locales.isEmpty() || locales.size() > LOCALES) {
            throw Refused.invalid("en", "a template needs the words of 1 to " + LOCALES + " locales");
        }
        requireSize(locales);
        return Template.newBuilder()
                .setName(name(fields, key))
                .setLocales(locales)
                .build();
    }

    @Override
    public void check(Template value) {
        if (value.getName().equals(PLAIN)) {
            throw Refused.unfit(NAME, PLAIN + " is built in");
        }
    }

    @Override
    public void checkDeletion(String name) {
        ruleThatUses.apply(name).ifPresent(rule -> {
            throw Refused.about(HttpStatus.CONFLICT, NAME, "the rule " + rule + " uses " + name);
        });
    }

    @Override
    public Map<String, @Nullable Object> write(Template value) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put(NAME, value.getName());
        json.put(VERSION, value.getVersion());
        new TreeMap<>(value.getLocales()).forEach((locale, words) -> json.put(locale, ReadWords.write(words)));
        return json;
    }

    /// A fault says in which template and locale it stands.
    private static Words words(Fields words, String locale, @Nullable String template) {
        try {
            return ReadWords.read(words);
        } catch (Refused refused) {
            Problem problem = refused.problem().with("locale", locale);
            throw new Refused(template == null ? problem : problem.with("template", template));
        }
    }

    private static String name(Fields fields, @Nullable String key) {
        String name = key == null ? fields.needed(NAME, 200) : fields.line(NAME, 200);
        if (name != null && (!Ids.valid(name) || (key != null && !key.equals(name)))) {
            throw fields.wrong(NAME, key == null ? "must be letters, digits or ._:@/+-" : "is another than the path's");
        }
        return name == null ? String.valueOf(key) : name;
    }

    private static void requireSize(Map<String, Words> locales) {
        long bytes = locales.values().stream()
                .flatMap(words -> ReadWords.write(words).values().stream())
                .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        if (bytes > Sizes.TEMPLATE) {
            throw Refused.because(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "a template has at most " + Sizes.TEMPLATE + " bytes over all its locales, this has " + bytes);
        }
    }
}
