package dev.fanfare.schemas.serde;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// A registry that speaks the Confluent Schema Registry's REST protocol (version 1 of its API).
final class HttpRegistry implements SchemaRegistry {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /// The protocol's own refusals: no such subject, version or schema; an incompatible or invalid schema. All else may
    /// pass.
    private static final Set<Integer> FINAL = Set.of(40401, 40402, 40403, 409, 42201);

    private static final String JSON = "application/vnd.schemaregistry.v1+json";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final JsonMapper json = new JsonMapper();
    private final String url;
    private final @Nullable String credentials;

    /// @param credentials `user:password`, or null
    HttpRegistry(String url, @Nullable String credentials) {
        this.url = url.replaceAll("/+$", "");
        this.credentials = credentials;
    }

    @Override
    public int register(String subject, Schema schema) {
        return id(post("/subjects/" + encode(subject) + "/versions", schema));
    }

    @Override
    public int find(String subject, Schema schema) {
        return id(post("/subjects/" + encode(subject), schema));
    }

    @Override
    public int latest(String subject) {
        return id(call(HttpRequest.newBuilder(uri("/subjects/" + encode(subject) + "/versions/latest"))));
    }

    @Override
    public Schema byId(int id) {
        String schema = call(HttpRequest.newBuilder(uri("/schemas/ids/" + id)))
                .path("schema")
                .asString("");
        try {
            return new Schema.Parser().parse(schema);
        } catch (AvroRuntimeException broken) {
            throw new RegistryException("the schema registry answered no schema for " + id, true, broken);
        }
    }

    private JsonNode post(String path, Schema schema) {
        String body = json.writeValueAsString(Map.of("schema", schema.toString(), "schemaType", "AVRO"));
        return call(HttpRequest.newBuilder(uri(path))
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", JSON));
    }

    private JsonNode call(HttpRequest.Builder request) {
        if (credentials != null) {
            String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + basic);
        }
        HttpRequest built = request.timeout(PATIENCE).header("Accept", JSON).build();
        HttpResponse<String> answer = send(built);
        JsonNode body = read(answer.body());
        if (answer.statusCode() != 200) {
            throw new RegistryException(
                    "the schema registry answered " + answer.statusCode() + " to "
                            + built.uri().getPath() + ": "
                            + body.path("message").asString(""),
                    !FINAL.contains(body.path("error_code").asInt()),
                    null);
        }
        return body;
    }

    /// Missing where the answer is no JSON, as a proxy's page is.
    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JacksonException page) {
            return MissingNode.getInstance();
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException away) {
            throw new RegistryException("the schema registry at " + url + " does not answer", true, away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while asking the schema registry", true, stopped);
        }
    }

    private URI uri(String path) {
        return URI.create(url + path);
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
