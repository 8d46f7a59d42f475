package dev.fanfare.schemas.serde;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The schemas of each released version that differs from the one before, kept beside the code as they were.
///
/// `published/NAME/1.avsc` is the first; numbers have no gaps. Written by `KeepVersions` when a version is released.
public final class PublishedSchemas {

    /// Where they stand on the class path.
    public static final String FOLDER = "/dev/fanfare/schemas/published/";

    /// What no byte depends on.
    private static final Set<String> WITHOUT = Set.of("doc", "avro.java.string");

    private static final JsonMapper JSON = JsonMapper.shared();

    private PublishedSchemas() {}

    /// Those of this record, the oldest first; none for one that was never released.
    public static List<Schema> of(String name) {
        List<Schema> versions = new ArrayList<>();
        for (String text = text(name, 1); text != null; text = text(name, versions.size() + 1)) {
            versions.add(new Schema.Parser().parse(text));
        }
        return List.copyOf(versions);
    }

    /// As it is kept: without documentation and what only Java cares for, with defaults.
    public static String canonical(Schema schema) {
        JsonNode bare = bare(JSON.readTree(schema.toString()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(bare).replace("\r\n", "\n") + "\n";
    }

    /// Whether the two write and read alike.
    static boolean same(Schema one, Schema other) {
        return canonical(one).equals(canonical(other));
    }

    private static JsonNode bare(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode bare = JSON.createArrayNode();
            array.forEach(item -> bare.add(bare(item)));
            return bare;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode bare = JSON.createObjectNode();
        object.properties().stream()
                .filter(property -> !WITHOUT.contains(property.getKey()))
                .forEach(property -> bare.set(
                        property.getKey(),
                        property.getKey().equals("default") ? property.getValue() : bare(property.getValue())));
        return bare.size() == 1 && bare.path("type").isString() ? bare.path("type") : bare;
    }

    private static @Nullable String text(String name, int version) {
        try (InputStream file = PublishedSchemas.class.getResourceAsStream(FOLDER + name + "/" + version + ".avsc")) {
            return file == null ? null : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
