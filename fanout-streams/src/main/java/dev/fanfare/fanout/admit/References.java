package dev.fanfare.fanout.admit;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Words;
import dev.fanfare.schemas.serde.Codec;
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

    private final ReadOnlyKeyValueStore<Bytes, byte[]> rules;
    private final ReadOnlyKeyValueStore<Bytes, byte[]> templates;
    private final Codec<Rule> ruleCodec;
    private final Codec<Template> templateCodec;

    References(
            ReadOnlyKeyValueStore<Bytes, byte[]> rules,
            ReadOnlyKeyValueStore<Bytes, byte[]> templates,
            Codec<Rule> ruleCodec,
            Codec<Template> templateCodec) {
        this.rules = rules;
        this.templates = templates;
        this.ruleCodec = ruleCodec;
        this.templateCodec = templateCodec;
    }

    Optional<Rule> rule(String type) {
        return read(rules, ruleCodec, type);
    }

    Optional<Template> template(String name) {
        Optional<Template> kept = read(templates, templateCodec, name);
        return kept.isEmpty() && name.equals(PLAIN) ? Optional.of(BUILT_IN) : kept;
    }

    private static <T extends SpecificRecord> Optional<T> read(
            ReadOnlyKeyValueStore<Bytes, byte[]> store, Codec<T> codec, String key) {
        byte[] bytes = store.get(KeepReferences.key(key));
        return codec.decode(bytes) instanceof Decoded.Readable<T>(var value) ? Optional.of(value) : Optional.empty();
    }
}
