package dev.fanfare.schemas.serde;

import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.RegistrySettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/// Makes codecs that share one registry.
public final class Codecs {

    private final Map<String, Object> config;
    private final RegistrySettings settings;

    private Codecs(Map<String, Object> config, RegistrySettings settings) {
        this.config = config;
        this.settings = settings;
    }

    /// Connected as the settings say; nothing is asked of the registry before the first record.
    ///
    /// @throws IllegalArgumentException naming the setting that is wrong
    public static Codecs connect(RegistrySettings settings, KafkaSettings kafka, Topics topics) {
        Map<String, Object> config = new HashMap<>(settings.properties());
        config.put("specific.avro.reader", true);
        if (settings.url().isEmpty()) {
            config.put(
                    RegistryConfig.INSTANCE,
                    new RememberedRegistry(new TopicRegistry(topics.schemas().name(), kafka.client())));
        } else {
            config.put(RegistryConfig.URL, settings.url());
            if (settings.serializer().isEmpty() || settings.deserializer().isEmpty()) {
                config.put(RegistryConfig.INSTANCE, RegistryConfig.of(config).registry()); // one memory for all codecs
            }
        }
        return new Codecs(config, settings);
    }

    /// Makes the topics' schemas known, so that the first records need not wait for it; waits for a registry that is
    /// away. Not where `auto.register.schemas` is false or another serializer does it.
    ///
    /// @throws RegistryException where the registry refuses one, or does not answer for two minutes
    public void register(List<Topic> topics) {
        boolean ours = settings.serializer().isEmpty();
        if (ours && config.get(RegistryConfig.INSTANCE) instanceof SchemaRegistry registry && autoRegister()) {
            Map<String, Schema> schemas = topics.stream()
                    .filter(topic -> topic.schema().getType() == Schema.Type.RECORD)
                    .collect(Collectors.toMap(topic -> topic.name() + "-value", Topic::schema));
            AwaitRegistry.atStart(() -> registry.register(schemas));
        }
    }

    /// Whether the registry can be asked just now; what another serializer asks is not known here.
    public boolean registryAnswers() {
        return !(config.get(RegistryConfig.INSTANCE) instanceof SchemaRegistry registry) || registry.answers();
    }

    /// `topic`, `http`, or `other` where another serializer asks one of its own.
    public String registryKind() {
        return settings.url().isEmpty()
                ? "topic"
                : config.get(RegistryConfig.INSTANCE) instanceof SchemaRegistry ? "http" : "other";
    }

    private boolean autoRegister() {
        return RegistryConfig.of(config).autoRegister();
    }

    /// With a registry of the caller's, for tests.
    public static Codecs with(SchemaRegistry registry) {
        return new Codecs(Map.of(RegistryConfig.INSTANCE, registry), RegistrySettings.IN_PROCESS);
    }

    /// The codec of a topic's values.
    public <T extends SpecificRecord> Codec<T> of(Topic topic, Class<T> type) {
        Serializer<Object> serializer = settings.serializer().isEmpty()
                ? new FanfareAvroSerializer()
                : make(settings.serializer(), "fanfare.registry.serializer", Serializer.class);
        Deserializer<Object> deserializer = settings.deserializer().isEmpty()
                ? new FanfareAvroDeserializer(type)
                : make(settings.deserializer(), "fanfare.registry.deserializer", Deserializer.class);
        serializer.configure(config, false);
        deserializer.configure(config, false);
        return new Codec<>(topic, type, serializer, deserializer);
    }

    @SuppressWarnings("unchecked") // the class is named by a setting
    private static <T> T make(String className, String setting, Class<?> kind) {
        try {
            return (T) Utils.newInstance(className, kind);
        } catch (ClassNotFoundException | RuntimeException broken) {
            throw new IllegalArgumentException(setting + ": cannot be used: " + className, broken);
        }
    }
}
