package dev.fanfare.fanout.admit;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Words;
import dev.fanfare.schemas.serde.Codec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// The rules and templates in force; only admit looks here.
final class References {

    static final String RULES = "rules";
    static final String TEMPLATES = "templates";
    /// The template of events that bring a title and no template.
    static final String PLAIN = "plain";

    private static final Template BUILT_IN = new Template(
            PLAIN,
            0L,
            Map.of("en", new Words("{{event.title}}", "{{event.body}}", null, "{{event.title}}", null, null)));

    private final Shelf<Rule> rules;
    private final Shelf<Template> templates;

    References(
            ReadOnlyKeyValueStore<Bytes, byte[]> rules,
            ReadOnlyKeyValueStore<Bytes, byte[]> templates,
            Codec<Rule> ruleCodec,
            Codec<Template> templateCodec) {
        this.rules = new Shelf<>(rules, ruleCodec);
        this.templates = new Shelf<>(templates, templateCodec);
    }

    Optional<Rule> rule(String type) {
        return rules.find(type);
    }

    Optional<Template> template(String name) {
        Optional<Template> kept = templates.find(name);
        return kept.isEmpty() && name.equals(PLAIN) ? Optional.of(BUILT_IN) : kept;
    }

    /// One store, with what was decoded of it lately.
    private static final class Shelf<T extends SpecificRecord> {

        private final Map<String, Known<T>> known = new Recent<>();
        private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
        private final Codec<T> codec;

        /// Bytes of a value that is kept decoded; each task keeps its own.
        private static final int KEPT_MOST = 8 * 1024;

        private record Known<T>(byte[] bytes, Optional<T> value) {}

        Shelf(ReadOnlyKeyValueStore<Bytes, byte[]> store, Codec<T> codec) {
            this.store = store;
            this.codec = codec;
        }

        Optional<T> find(String key) {
            byte[] bytes = store.get(KeepReferences.key(key));
            if (bytes == null) {
                known.remove(key);
                return Optional.empty();
            }
            Known<T> last = known.get(key);
            if (last == null || !Arrays.equals(last.bytes(), bytes)) {
                last = new Known<>(bytes, decode(bytes));
                if (bytes.length <= KEPT_MOST) {
                    known.put(key, last);
                }
            }
            return last.value();
        }

        private Optional<T> decode(byte[] bytes) {
            return codec.decode(bytes) instanceof Decoded.Readable<T>(var value)
                    ? Optional.of(value)
                    : Optional.empty();
        }
    }

    private static final class Recent<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;
        private static final int MOST = 100;

        Recent() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > MOST;
        }
    }
}
