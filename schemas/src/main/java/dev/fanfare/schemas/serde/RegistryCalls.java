package dev.fanfare.schemas.serde;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Asks the servers of one registry, the one that answered last first; another where that is away or in trouble.
final class RegistryCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int WORDS_MOST = 1_000;
    private static final String JSON = "application/vnd.schemaregistry.v1+json";
    /// The protocol's own refusals: no such subject, version, schema or level; an incompatible or invalid schema. All
    /// else may pass.
    private static final Set<Integer> FINAL = Set.of(40401, 40402, 40403, 40408, 409, 42201);

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final Logger LOG = LoggerFactory.getLogger(RegistryCalls.class);

    private final AtomicBoolean turnedAway = new AtomicBoolean();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final JsonMapper json = new JsonMapper();
    private final List<RegistryServer> servers;
    private volatile int first;

    RegistryCalls(List<RegistryServer> servers) {
        this.servers = List.copyOf(servers);
    }

    /// Whether the protocol means this code as its last word.
    static boolean isFinal(int errorCode) {
        return FINAL.contains(errorCode);
    }

    /// Whether it is its last word on reading one schema: that of another team stays forbidden, while its records would
    /// stop ours. A proxy's 403 bears no code and may pass, as does any 401: that is for our own settings to mend.
    static boolean isFinalForOne(int errorCode) {
        return isFinal(errorCode) || errorCode == FORBIDDEN || errorCode / 100 == FORBIDDEN;
    }

    JsonNode get(String path) {
        return call("GET", path, null, RegistryCalls::isFinal);
    }

    /// @param lastWord which of the protocol's codes no later call would change
    JsonNode get(String path, IntPredicate lastWord) {
        return call("GET", path, null, lastWord);
    }

    /// `POST` or `PUT`.
    JsonNode send(String method, String path, Map<String, String> body) {
        return call(method, path, json.writeValueAsString(body), RegistryCalls::isFinal);
    }

    private JsonNode call(String method, String path, @Nullable String body, IntPredicate lastWord) {
        RegistryException trouble = new RegistryException("no server", true, null);
        int begin = first;
        for (int n = 0; n < servers.size(); n++) {
            int at = (begin + n) % servers.size();
            try {
                JsonNode answer = ask(servers.get(at), method, path, body, lastWord);
                first = at;
                return answer;
            } catch (RegistryException failed) {
                if (!failed.passing() || Thread.currentThread().isInterrupted()) {
                    throw failed;
                }
                trouble = failed;
            }
        }
        throw trouble;
    }

    private JsonNode ask(
            RegistryServer server, String method, String path, @Nullable String body, IntPredicate lastWord) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(PATIENCE)
                .header("Accept", JSON)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", JSON);
        }
        if (server.authorization() != null) {
            request.header("Authorization", server.authorization());
        }
        HttpResponse<String> answer = send(request.build(), server);
        JsonNode read = read(answer.body());
        tellOfKeys(answer.statusCode(), server);
        if (answer.statusCode() != 200) {
            String words = read.path("message").asString("");
            throw new RegistryException(
                    "the schema registry answered " + answer.statusCode() + " to " + path + ": "
                            + words.substring(0, Math.min(words.length(), WORDS_MOST)),
                    !lastWord.test(read.path("error_code").asInt(0)),
                    null);
        }
        return read;
    }

    /// Once until a call goes through again: nothing does before somebody changes a setting.
    private void tellOfKeys(int status, RegistryServer server) {
        if (status != UNAUTHORIZED) {
            turnedAway.set(false);
        } else if (!turnedAway.getAndSet(true)) {
            LOG.error(
                    "The schema registry at {} takes none of our credentials, and records wait for it; see {}",
                    server.url(),
                    "fanfare.registry.properties.basic.auth.user.info");
        }
    }

    private HttpResponse<String> send(HttpRequest request, RegistryServer server) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException away) {
            throw new RegistryException("the schema registry at " + server.url() + " does not answer", true, away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while asking the schema registry", true, stopped);
        }
    }

    /// Missing where the answer is no JSON, as a proxy's page is.
    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JacksonException page) {
            return MissingNode.getInstance();
        }
    }
}
