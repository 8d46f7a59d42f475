package dev.fanfare.schemas.serde;

import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/// What our serializers take from their configuration, under kafka-avro-serializer's names.
///
/// `schema.registry.url` (required), `auto.register.schemas` (true), `use.latest.version` (false),
/// `specific.avro.reader` (true), `basic.auth.credentials.source` (`USER_INFO` or `URL`) with `basic.auth.user.info`
/// (`user:password`). Several URLs, with commas, are one registry.
record RegistryConfig(SchemaRegistry registry, boolean autoRegister, boolean useLatest, boolean specific) {

    static final String URL = "schema.registry.url";
    /// Where the configuration brings the registry itself.
    static final String INSTANCE = "fanfare.schema.registry";

    static RegistryConfig of(Map<String, ?> configs) {
        return new RegistryConfig(
                registry(configs),
                flag(configs, "auto.register.schemas", true),
                flag(configs, "use.latest.version", false),
                flag(configs, "specific.avro.reader", true));
    }

    /// Which schema a value of `schema` is written in, and its id.
    Written written(String subject, Schema schema) {
        if (autoRegister) {
            return new Written(schema, registry.register(subject, schema));
        }
        if (!useLatest) {
            return new Written(schema, registry.find(subject, schema));
        }
        int latest = registry.latest(subject);
        return new Written(registry.byId(latest), latest);
    }

    /// A schema and its id.
    record Written(Schema schema, int id) {}

    private static SchemaRegistry registry(Map<String, ?> configs) {
        return configs.get(INSTANCE) instanceof SchemaRegistry given
                ? given
                : new RememberedRegistry(new HttpRegistry(RegistryServer.of(configs)));
    }

    private static boolean flag(Map<String, ?> configs, String name, boolean otherwise) {
        String text = text(configs, name);
        return text == null ? otherwise : Boolean.parseBoolean(text);
    }

    private static @Nullable String text(Map<String, ?> configs, String name) {
        Object value = configs.get(name);
        return value == null ? null : value.toString();
    }
}
