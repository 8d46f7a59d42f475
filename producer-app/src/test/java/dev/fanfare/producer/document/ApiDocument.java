package dev.fanfare.producer.document;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The document as it is served in JSON, and what it says of a call.
record ApiDocument(JsonNode root) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static ApiDocument read(String json) {
        return new ApiDocument(JSON.readTree(json));
    }

    /// One call of the document.
    record Call(String method, String path, JsonNode item, JsonNode says) {

        /// As the front door's table names it, with variables left blank.
        String name() {
            return method + " " + blank(path);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /// A path whose variables have no names, since some of the table's are wildcards.
    static String blank(String path) {
        return path.replaceAll("\\{[^}]*}", "{}").replaceAll("\\*", "{}");
    }

    List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        calls.add(new Call(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                path.getValue(),
                                method.getValue()));
                    }
                }));
        return calls;
    }

    /// What a reference leads to; anything else as it is.
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").stringValue().substring(1)) : node;
    }

    /// The parameters of a call, those of its path among them.
    List<JsonNode> parameters(Call call) {
        List<JsonNode> all = new ArrayList<>();
        call.item().path("parameters").forEach(one -> all.add(resolved(one)));
        call.says().path("parameters").forEach(one -> all.add(resolved(one)));
        return all;
    }

    JsonNode response(Call call, int status) {
        JsonNode responses = call.says().path("responses");
        String name = String.valueOf(status);
        return resolved(responses.has(name) ? responses.path(name) : responses.path("default"));
    }

    /// The examples of a body.
    List<JsonNode> examples(JsonNode media) {
        List<JsonNode> all = new ArrayList<>();
        if (media.has("example")) {
            all.add(media.path("example"));
        }
        media.path("examples").forEach(one -> all.add(one.path("value")));
        return all;
    }

    /// What of `value` is not as the schema says.
    List<String> faults(JsonNode schema, JsonNode value) {
        return faults(schema, root.path("components"), value);
    }

    /// The same, and a field that the schema does not name is a fault as well.
    List<String> strictFaults(JsonNode schema, JsonNode value) {
        return faults(closed(schema), closed(root.path("components")), value);
    }

    private static List<String> faults(JsonNode schema, JsonNode components, JsonNode value) {
        ObjectNode whole = ((ObjectNode) schema).deepCopy();
        whole.set("components", components);
        return SCHEMAS.getSchema(whole).validate(value).stream()
                .map(Error::toString)
                .toList();
    }

    /// A copy in which each object with named properties has no others, unless it says so.
    private static JsonNode closed(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = JSON.createObjectNode();
                object.properties().forEach(field -> copy.set(field.getKey(), closed(field.getValue())));
                if (object.path("properties").isObject() && object.has("type") && !object.has("additionalProperties")) {
                    copy.put("additionalProperties", false);
                }
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JSON.createArrayNode();
                array.forEach(one -> copy.add(closed(one)));
                yield copy;
            }
            default -> node;
        };
    }
}
