package dev.fanfare.schemas.setup;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `fanfare.registry.*`: where schema ids come from.
///
/// @param url of a registry with the Confluent REST protocol, several with commas; empty for the in-process one
/// @param serializer class of a Kafka serializer for Avro; empty for our own
/// @param deserializer class of a Kafka deserializer for Avro; empty for our own
/// @param properties handed to both, for example `basic.auth.user.info`
public record RegistrySettings(String url, String serializer, String deserializer, Map<String, String> properties) {

    /// The in-process registry.
    public static final RegistrySettings IN_PROCESS = new RegistrySettings(null, null, null, null);

    public RegistrySettings(
            @Nullable String url,
            @Nullable String serializer,
            @Nullable String deserializer,
            @Nullable Map<String, String> properties) {
        this.url = url == null ? "" : url;
        this.serializer = serializer == null ? "" : serializer;
        this.deserializer = deserializer == null ? "" : deserializer;
        this.properties = properties == null ? Map.of() : Map.copyOf(properties);
        if (!this.url.isEmpty() && !this.url.matches("https?://[^\\s,]+(\\s*,\\s*https?://[^\\s,]+)*")) {
            throw new IllegalArgumentException(
                    "fanfare.registry.url: must be http or https URLs, with commas, is " + redacted(this.url));
        }
    }

    /// Without what may be secrets: the properties' values, and a URL's user.
    @Override
    public String toString() {
        return "RegistrySettings[url=" + redacted(url) + ", properties=" + properties.keySet() + "]";
    }

    private static String redacted(String url) {
        return url.replaceAll("//[^/?#,]*@", "//***@");
    }
}
