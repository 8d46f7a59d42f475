package dev.fanfare.producer.http;

import dev.fanfare.producer.keys.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// One row of the table: a call, who may make it, and what does it.
///
/// @param takes the content types of its body; empty where it has none
/// @param page whether it is for browsers: opened by a session as well, and refused in words for people
/// @param handler null where another part of the framework answers (health, metrics)
public record Route(
        HttpMethod method,
        PathPattern path,
        Role role,
        List<MediaType> takes,
        boolean page,
        @Nullable HandlerFunction<ServerResponse> handler) {

    public static Route get(String path, HandlerFunction<ServerResponse> handler) {
        return of(HttpMethod.GET, path, Role.READ, handler);
    }

    public static Route of(
            HttpMethod method, String path, Role role, @Nullable HandlerFunction<ServerResponse> handler) {
        return new Route(method, PathPatternParser.defaultInstance.parse(path), role, List.of(), false, handler);
    }

    public Route taking(MediaType... types) {
        return new Route(method, path, role, List.of(types), page, handler);
    }

    public Route asPage() {
        return new Route(method, path, role, takes, true, handler);
    }

    @Override
    public String toString() {
        return method + " " + path.getPatternString();
    }
}
