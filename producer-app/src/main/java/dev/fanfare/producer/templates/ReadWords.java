package dev.fanfare.producer.templates;

import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.Words;
import dev.fanfare.schemas.json.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The words of one locale, from and to JSON.
final class ReadWords {

    private static final Set<String> NAMES = Set.of("subject", "text", "html", "short", "url", "icon");

    private ReadWords() {}

    static Words read(Fields fields) {
        fields.only(NAMES);
        if (NAMES.stream().noneMatch(fields::has)) {
            throw fields.wrong("text", "there are no words");
        }
        return Words.newBuilder()
                .setSubject(mustache(fields, "subject"))
                .setText(mustache(fields, "text"))
                .setHtml(mustache(fields, "html"))
                .setBrief(mustache(fields, "short"))
                .setUrl(mustache(fields, "url"))
                .setIcon(mustache(fields, "icon"))
                .build();
    }

    static Map<String, String> write(Words words) {
        Map<String, String> json = new LinkedHashMap<>();
        put(json, "subject", words.getSubject());
        put(json, "text", words.getText());
        put(json, "html", words.getHtml());
        put(json, "short", words.getBrief());
        put(json, "url", words.getUrl());
        put(json, "icon", words.getIcon());
        return json;
    }

    private static @Nullable String mustache(Fields fields, String name) {
        String text = fields.text(name, 8 * Sizes.TEMPLATE);
        if (text != null) {
            CheckMustache.check(fields.path(name), text);
        }
        return text;
    }

    private static void put(Map<String, String> json, String name, @Nullable String text) {
        if (text != null) {
            json.put(name, text);
        }
    }
}
