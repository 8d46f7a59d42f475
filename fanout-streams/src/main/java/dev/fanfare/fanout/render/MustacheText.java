package dev.fanfare.fanout.render;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Sizes;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One Mustache text, parsed, for one thread: no partials, no lambdas, and nothing of Java within reach but maps, lists
/// and values.
public final class MustacheText {

    /// Items of lists that one rendering may walk.
    private static final int ITEMS_MOST = 10_000;
    /// Names looked up, sections entered and values written that one rendering may come to; about 20 ms.
    private static final int STEPS_MOST = 200_000;
    /// So many tags that write nothing cost about as much as a step.
    private static final int IDLE_A_STEP = 100;

    /// Comments and changes of the delimiters, which the library walks over each time, and nobody can count there.
    private static final Pattern IDLE = Pattern.compile("\\{\\{\\s*[!=]");

    /// Where delimiters change, any of these may begin such a tag.
    private static final Pattern PERHAPS_IDLE = Pattern.compile("[!=]");

    private static final Pattern OTHER_DELIMITERS = Pattern.compile("\\{\\{\\s*=");

    /// Characters of a name, which is taken apart at each look-up.
    private static final int NAME_MOST = 1_000;
    /// Zeros that a number may be written out with; beyond, the exponent stays.
    private static final int DIGITS_MOST = 100;

    private static final Set<String> PERSONAL = Set.of("recipient", "unsubscribeUrl");
    private static final Mustache.Compiler PLAIN = Mustache.compiler()
            .escapeHTML(false)
            .defaultValue("")
            .emptyStringIsFalse(true)
            .withLoader(name -> {
                throw new MustacheException("partials are not allowed: " + name);
            });
    private static final Mustache.Compiler HTML = PLAIN.escapeHTML(true);

    private final Template template;
    private final MapsOnly values;
    private final boolean personal;
    private final boolean onlyWritesNames;

    private MustacheText(Template template, MapsOnly values) {
        this.template = template;
        this.values = values;
        NamesAPerson names = new NamesAPerson();
        template.visit(names);
        this.personal = names.found;
        this.onlyWritesNames = !names.elsewhere;
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

    /// Whether a person's names are written down and nothing else depends on them: neither sections, nor what writes
    /// many values at once.
    boolean onlyWritesNames() {
        return onlyWritesNames;
    }

    /// The words for these values.
    ///
    /// @throws RenderException where they are larger than a delivery may be, or cannot be made
    public String render(Map<String, Object> named) {
        BoundedWriter words = new BoundedWriter(Sizes.DELIVERY);
        values.begin();
        try {
            template.execute(named, words);
        } catch (RenderException told) {
            throw told;
        } catch (StackOverflowError deep) {
            throw nestsTooDeeply();
        } catch (RuntimeException broken) {
            throw new RenderException(Reason.RENDER, String.valueOf(broken.getMessage()));
        }
        return words.toString();
    }

    private static MustacheText parse(Mustache.Compiler compiler, String text) {
        MapsOnly values = new MapsOnly(1 + idle(text) / IDLE_A_STEP);
        try {
            return new MustacheText(
                    compiler.withCollector(values).withFormatter(values::write).compile(text), values);
        } catch (MustacheException broken) {
            throw new RenderException(Reason.RENDER, String.valueOf(broken.getMessage()));
        } catch (StackOverflowError deep) {
            throw nestsTooDeeply();
        }
    }

    /// How many tags write nothing and ask for nothing, at most.
    private static int idle(String text) {
        Pattern tag = OTHER_DELIMITERS.matcher(text).find() ? PERHAPS_IDLE : IDLE;
        return (int) tag.matcher(text).results().count();
    }

    /// The library goes down by one call for each section within another.
    private static RenderException nestsTooDeeply() {
        return new RenderException(Reason.RENDER, "nests sections too deeply");
    }

    private static String format(Object value) {
        return switch (value) {
            case Map<?, ?> map -> JsonText.write(map);
            case Collection<?> list -> JsonText.write(list);
            case BigDecimal number when Math.abs(number.scale()) <= DIGITS_MOST -> number.toPlainString();
            default -> String.valueOf(value);
        };
    }

    /// Without the reflection of the library's own collector, which would call any getter; and counts what a rendering
    /// does, since tags and sections within one another may take for ever and write nothing.
    private static final class MapsOnly extends BasicCollector {

        private final int cost;
        private int items;
        private int steps;

        /// @param cost of a step, with what the text holds besides
        MapsOnly(int cost) {
            this.cost = cost;
        }

        void begin() {
            items = ITEMS_MOST;
            steps = STEPS_MOST;
        }

        String write(Object value) {
            step();
            return format(value);
        }

        private void step() {
            steps -= cost;
            if (steps < 0) {
                throw new RenderException(Reason.TOO_LARGE, "takes more than " + STEPS_MOST + " steps");
            }
        }

        @Override
        public @Nullable Iterator<?> toIterator(Object value) {
            step();
            Iterator<?> all = super.toIterator(value);
            return all == null
                    ? null
                    : new Iterator<Object>() {
                        @Override
                        public boolean hasNext() {
                            return all.hasNext();
                        }

                        @Override
                        public Object next() {
                            if (items-- <= 0) {
                                throw new RenderException(Reason.TOO_LARGE, "walks more than " + ITEMS_MOST + " items");
                            }
                            step();
                            return all.next();
                        }
                    };
        }

        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new CountedLookups<>(this);
        }

        /// Asked once for each name that is looked up in each section around it.
        private static final class CountedLookups<K, V> extends HashMap<K, V> {
            private static final long serialVersionUID = 1L;
            private final transient MapsOnly counts;

            CountedLookups(MapsOnly counts) {
                this.counts = counts;
            }

            @Override
            public @Nullable V get(Object key) {
                counts.step();
                return super.get(key);
            }
        }
    }

    private static final class NamesAPerson implements Mustache.Visitor {
        private boolean found;
        private boolean elsewhere;

        @Override
        public void visitText(String text) {
            // plain text names nobody
        }

        @Override
        public void visitVariable(String name) {
            boolean names = look(name);
            elsewhere |= names ? !name.startsWith("recipient.") : name.startsWith(".") || name.startsWith("this");
        }

        @Override
        public boolean visitInclude(String name) {
            throw new MustacheException("partials are not allowed: " + name);
        }

        @Override
        public boolean visitSection(String name) {
            elsewhere |= look(name);
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            elsewhere |= look(name);
            return true;
        }

        private boolean look(String name) {
            if (name.length() > NAME_MOST) {
                throw new MustacheException("a name is longer than " + NAME_MOST + " characters");
            }
            int dot = name.indexOf('.');
            boolean names = PERSONAL.contains(dot < 0 ? name : name.substring(0, dot));
            found |= names;
            return names;
        }
    }
}
