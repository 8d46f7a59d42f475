package dev.fanfare.fanout.render;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Sizes;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One Mustache text, parsed, for one thread: no partials, no lambdas, and nothing of Java within reach but maps, lists
/// and values.
public final class MustacheText {

    /// Items of lists that one rendering may walk.
    private static final int ITEMS_MOST = 10_000;
    /// Zeros that a number may be written out with; beyond, the exponent stays.
    private static final int DIGITS_MOST = 100;

    private static final Set<String> PERSONAL = Set.of("recipient", "unsubscribeUrl");
    private static final Mustache.Compiler PLAIN = Mustache.compiler()
            .escapeHTML(false)
            .defaultValue("")
            .emptyStringIsFalse(true)
            .withFormatter(MustacheText::format)
            .withLoader(name -> {
                throw new MustacheException("partials are not allowed: " + name);
            });
    private static final Mustache.Compiler HTML = PLAIN.escapeHTML(true);

    private final Template template;
    private final MapsOnly values;
    private final boolean personal;

    private MustacheText(Template template, MapsOnly values) {
        this.template = template;
        this.values = values;
        NamesAPerson names = new NamesAPerson();
        template.visit(names);
        this.personal = names.found;
    }

    /// Text, in which nothing is escaped.
    ///
    /// @throws RenderException where it does not parse
    public static MustacheText plain(String text) {
        return parse(PLAIN, text);
    }

    /// HTML, in which what `{{…}}` brings in is escaped; `{{{…}}}` is not.
    ///
    /// @throws RenderException where it does not parse
    public static MustacheText html(String text) {
        return parse(HTML, text);
    }

    /// Whether each person's words may differ.
    public boolean personal() {
        return personal;
    }

    /// The words for these values.
    ///
    /// @throws RenderException where they are larger than a delivery may be, or cannot be made
    public String render(Map<String, Object> named) {
        BoundedWriter words = new BoundedWriter(Sizes.DELIVERY);
        values.left = ITEMS_MOST;
        try {
            template.execute(named, words);
        } catch (RenderException told) {
            throw told;
        } catch (RuntimeException broken) {
            throw new RenderException(Reason.RENDER, String.valueOf(broken.getMessage()));
        }
        return words.toString();
    }

    private static MustacheText parse(Mustache.Compiler compiler, String text) {
        MapsOnly values = new MapsOnly();
        try {
            return new MustacheText(compiler.withCollector(values).compile(text), values);
        } catch (MustacheException broken) {
            throw new RenderException(Reason.RENDER, String.valueOf(broken.getMessage()));
        }
    }

    private static String format(Object value) {
        return switch (value) {
            case Map<?, ?> map -> JsonText.write(map);
            case Collection<?> list -> JsonText.write(list);
            case BigDecimal number when Math.abs(number.scale()) <= DIGITS_MOST -> number.toPlainString();
            default -> String.valueOf(value);
        };
    }

    /// Without the reflection of the library's own collector, which would call any getter; and sections that stand
    /// within one
    /// another walk so many items in all, since they may take for ever and write nothing.
    private static final class MapsOnly extends BasicCollector {

        private int left;

        @Override
        public @Nullable Iterator<?> toIterator(Object value) {
            Iterator<?> items = super.toIterator(value);
            return items == null
                    ? null
                    : new Iterator<Object>() {
                        @Override
                        public boolean hasNext() {
                            return items.hasNext();
                        }

                        @Override
                        public Object next() {
                            if (left-- <= 0) {
                                throw new RenderException(Reason.TOO_LARGE, "walks more than " + ITEMS_MOST + " items");
                            }
                            return items.next();
                        }
                    };
        }

        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>();
        }
    }

    private static final class NamesAPerson implements Mustache.Visitor {
        private boolean found;

        @Override
        public void visitText(String text) {
            // plain text names nobody
        }

        @Override
        public void visitVariable(String name) {
            look(name);
        }

        @Override
        public boolean visitInclude(String name) {
            throw new MustacheException("partials are not allowed: " + name);
        }

        @Override
        public boolean visitSection(String name) {
            look(name);
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            look(name);
            return true;
        }

        private void look(String name) {
            int dot = name.indexOf('.');
            found |= PERSONAL.contains(dot < 0 ? name : name.substring(0, dot));
        }
    }
}
