package dev.fanfare.fanout.render;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Links;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Unsubscribe;
import dev.fanfare.schemas.Words;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One event's words: once for each locale and channel, and again for a person only where the template names the
/// person.
public final class RenderWords {

    private static final int SHORT = 140;
    private static final String LINK = "unsubscribeUrl";
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

    private final Map<Shared, Rendered> shared = new HashMap<>();
    private final Map<String, String> chosen = new HashMap<>();
    private final Map<Text, Cut> cut = new HashMap<>();
    private final Texts texts;
    private final Template template;
    private final Map<String, Object> values;

    private record Shared(String locale, Channel channel) {}

    private record Text(String text, boolean html) {}

    /// A text, and its pieces where it can be cut.
    private record Cut(MustacheText parsed, Optional<SplicedText> pieces) {}

    public RenderWords(Texts texts, Template template, Map<String, Object> values) {
        this.texts = texts;
        this.template = template;
        this.values = values;
    }

    /// @throws RenderException where the words cannot be made or are too large
    public Rendered render(Recipient person, Channel channel) {
        String locale = locale(person.getLocale());
        Rendered same = shared.get(new Shared(locale, channel));
        if (same != null) {
            return same;
        }
        Words words = template.getLocales().getOrDefault(locale, new Words());
        Rendering rendering = new Rendering(person, channel);
        Rendered rendered = rendering.of(words, locale, channel);
        if (!rendering.personal) {
            shared.put(new Shared(locale, channel), rendered);
        }
        return rendered;
    }

    /// Whether all of its locale are told these words on this channel.
    public boolean isShared(Rendered words, Channel channel) {
        return shared.get(new Shared(words.locale(), channel)) == words;
    }

    private Cut cut(Text text) {
        MustacheText parsed = text.html() ? texts.html(text.text()) : texts.plain(text.text());
        return new Cut(parsed, SplicedText.of(parsed, values));
    }

    private String locale(@Nullable String wanted) {
        return chosen.computeIfAbsent(
                wanted == null ? "" : wanted,
                tag -> Locales.choose(template.getLocales().keySet(), tag));
    }

    /// One pass over a locale's words; notes whether any of them names the person.
    private final class Rendering {

        private final Recipient person;
        private final Channel channel;
        private boolean personal;
        private @Nullable Map<String, Object> withPerson;

        Rendering(Recipient person, Channel channel) {
            this.person = person;
            this.channel = channel;
        }

        Rendered of(Words words, String locale, Channel channel) {
            boolean inbox = channel == Channel.IN_APP || channel == Channel.WEBSOCKET || channel == Channel.PUSH;
            return new Rendered(
                    locale,
                    oneLine(text(words.getSubject())),
                    body(words, channel),
                    channel == Channel.EMAIL ? optional(words.getHtml(), true) : null,
                    inbox ? Links.harmless(optional(words.getUrl(), false)) : null,
                    inbox ? Links.harmless(optional(words.getIcon(), false)) : null);
        }

        private String body(Words words, Channel channel) {
            return switch (channel) {
                case EMAIL, WEBHOOK, IN_APP, WEBSOCKET -> text(words.getText());
                case SMS, PUSH -> words.getBrief() != null ? text(words.getBrief()) : shortened(text(words.getText()));
            };
        }

        private String text(@Nullable String text) {
            String words = optional(text, false);
            return words == null ? "" : words;
        }

        private @Nullable String optional(@Nullable String text, boolean html) {
            if (text == null) {
                return null;
            }
            Cut known = cut.computeIfAbsent(new Text(text, html), RenderWords.this::cut);
            MustacheText parsed = known.parsed();
            personal |= parsed.personal();
            return known.pieces()
                    .map(pieces -> pieces.render(person))
                    .orElseGet(() -> parsed.render(parsed.personal() ? withPerson() : values));
        }

        private Map<String, Object> withPerson() {
            Map<String, Object> known = withPerson;
            if (known == null) {
                known = Values.with(values, name -> name.of(person));
                if (channel == Channel.EMAIL) {
                    known.put(LINK, Unsubscribe.PLACE);
                }
                withPerson = known;
            }
            return known;
        }
    }

    /// A title stands in a header: what breaks lines becomes a space.
    private static String oneLine(String title) {
        for (int at = 0; at < title.length(); at++) {
            if (isControl(title.charAt(at))) {
                return CONTROL.matcher(title).replaceAll(" ").strip();
            }
        }
        return title.strip();
    }

    private static boolean isControl(int character) {
        return character < ' ' || character == 0x7f || character == 0x2028 || character == 0x2029;
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= SHORT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHORT));
    }
}
