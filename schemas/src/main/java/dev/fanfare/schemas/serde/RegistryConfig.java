package dev.fanfare.schemas.serde;

import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/// What our serializers take from their configuration, under kafka-avro-serializer's names.
///
/// `schema.registry.url` (required), `auto.register.schemas` (true), `use.latest.version` (false),
/// `specific.avro.reader` (true), `basic.auth.credentials.source` (`USER_INFO`) with `basic.auth.user.info`
/// (`user:password`).
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

    int idFor(String subject, Schema schema) {
        if (autoRegister) {
            return registry.register(subject, schema);
        }
        return useLatest ? registry.latest(subject) : registry.find(subject, schema);
    }

    private static SchemaRegistry registry(Map<String, ?> configs) {
        if (configs.get(INSTANCE) instanceof SchemaRegistry given) {
            return given;
        }
        String url = text(configs, URL);
        if (url == null || !url.matches("https?://.+")) {
            throw new IllegalArgumentException(URL + ": must be an http or https URL, is " + url);
        }
        return new HttpRegistry(url.split(",")[0], text(configs, "basic.auth.user.info"));
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
