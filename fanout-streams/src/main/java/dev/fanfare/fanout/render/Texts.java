package dev.fanfare.fanout.render;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Parsed texts, kept for the next event of the same type; for one thread.
public final class Texts {

    private static final int MOST = 1_000;
    private final Map<String, MustacheText> plain = new Recent();
    private final Map<String, MustacheText> html = new Recent();

    MustacheText plain(String text) {
        return plain.computeIfAbsent(text, MustacheText::plain);
    }

    MustacheText html(String text) {
        return html.computeIfAbsent(text, MustacheText::html);
    }

    /// The list that an expression gives: split at commas and line ends, without blanks and empty entries.
    ///
    /// @throws RenderException where it does not parse or gives too much
    public List<String> list(String expression, Map<String, Object> values) {
        return expression.isBlank()
                ? List.of()
                : plain(expression)
                        .render(values)
                        .lines()
                        .flatMap(line -> Arrays.stream(line.split(",")))
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .toList();
    }

    /// What an expression gives.
    ///
    /// @throws RenderException where it does not parse or gives too much
    public String text(String expression, Map<String, Object> values) {
        return expression.isBlank() ? "" : plain(expression).render(values);
    }

    private static final class Recent extends LinkedHashMap<String, MustacheText> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, MustacheText> eldest) {
            return size() > MOST;
        }
    }
}
