package dev.fanfare.producer.document;

import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// `GET /openapi.yaml` and `/openapi.json`: what this door answers, for everybody, since it holds no secret.
public final class DocumentRoutes {

    private static final String NAME = "openapi.yaml";

    private final byte[] yaml = read();
    private final byte[] json = Json.bytes(
            new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(new String(yaml, StandardCharsets.UTF_8)));

    public List<Route> all() {
        return List.of(
                served("/openapi.yaml", MediaType.APPLICATION_YAML, yaml),
                served("/openapi.json", MediaType.APPLICATION_JSON, json));
    }

    private static Route served(String path, MediaType type, byte[] document) {
        return Route.of(HttpMethod.GET, path, Role.ANYONE, _ -> ServerResponse.ok()
                .contentType(type)
                .contentLength(document.length)
                .build((_, response) -> {
                    response.getOutputStream().write(document);
                    return null;
                }));
    }

    private static byte[] read() {
        try (InputStream document =
                Objects.requireNonNull(DocumentRoutes.class.getResourceAsStream(NAME), NAME + " is missing")) {
            return document.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
