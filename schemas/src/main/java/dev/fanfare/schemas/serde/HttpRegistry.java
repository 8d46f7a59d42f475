package dev.fanfare.schemas.serde;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// A registry that speaks the Confluent Schema Registry's REST protocol (version 1 of its API).
final class HttpRegistry implements SchemaRegistry {

    /// Any version of ours may read any other's records.
    private static final String LEVEL = "FULL_TRANSITIVE";

    private static final Logger LOG = LoggerFactory.getLogger(HttpRegistry.class);

    private final RegistryCalls calls;

    HttpRegistry(List<RegistryServer> servers) {
        this.calls = new RegistryCalls(servers);
    }

    @Override
    public int register(String subject, Schema schema) {
        hold(subject);
        try {
            return id(calls.send("POST", "/subjects/" + encode(subject) + "/versions", body(schema)));
        } catch (RegistryException refused) {
            if (refused.passing()) {
                throw refused;
            }
            throw new RegistryException(
                    subject + ": the schema registry refuses " + schema.getFullName()
                            + ", as it does where an earlier version does not fit: " + refused.getMessage(),
                    false,
                    null);
        }
    }

    @Override
    public int find(String subject, Schema schema) {
        return id(calls.send("POST", "/subjects/" + encode(subject), body(schema)));
    }

    @Override
    public int latest(String subject) {
        return id(calls.get("/subjects/" + encode(subject) + "/versions/latest"));
    }

    @Override
    public Schema byId(int id) {
        JsonNode answer = calls.get("/schemas/ids/" + id, RegistryCalls::isFinalForOne);
        if (!answer.path("schema").isString()) {
            throw new RegistryException("the schema registry answered no schema for " + id, true, null);
        }
        try {
            return new Schema.Parser().parse(answer.path("schema").asString());
        } catch (AvroRuntimeException foreign) { // JSON Schema, Protobuf, or Avro that refers to other schemas
            throw new RegistryException("the schema " + id + " is not Avro that stands for itself", false, foreign);
        }
    }

    /// Whether it says what it holds every subject to.
    @Override
    public boolean answers() {
        try {
            calls.get("/config");
            return true;
        } catch (RegistryException away) {
            LOG.debug("The schema registry does not answer", away);
            return false;
        }
    }

    /// Sets how strict the registry is about this subject, unless somebody has; goes on where it may not.
    private void hold(String subject) {
        String path = "/config/" + encode(subject);
        if (isHeld(path)) {
            return;
        }
        try {
            calls.send("PUT", path, Map.of("compatibility", LEVEL));
        } catch (RegistryException refused) {
            if (!isHeld(path)) { // another process may have been quicker
                LOG.warn("{}: could not be set to {}: {}", subject, LEVEL, refused.getMessage());
            }
        }
    }

    private boolean isHeld(String path) {
        try {
            calls.get(path);
            return true;
        } catch (RegistryException none) {
            if (none.getCause() instanceof IOException) {
                throw none;
            }
            return false;
        }
    }

    private static Map<String, String> body(Schema schema) {
        return Map.of("schema", schema.toString(), "schemaType", "AVRO");
    }

    private static int id(JsonNode answer) {
        if (!answer.path("id").isIntegralNumber()) {
            throw new RegistryException("the schema registry answered without an id", true, null);
        }
        return answer.path("id").asInt();
    }

    private static String encode(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8);
    }
}
