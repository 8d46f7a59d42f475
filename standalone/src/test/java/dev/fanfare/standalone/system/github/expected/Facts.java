package dev.fanfare.standalone.system.github.expected;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a GitHub event says of itself.
public final class Facts {

    private Facts() {}

    /// The key that the page on the outside promises: 22 characters of base64url(SHA-256(source, line feed, id)).
    public static String key(JsonNode event) {
        String named = event.path("source").asString() + "\n" + event.path("id").asString();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(named.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().encodeToString(digest).substring(0, 22);
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    /// `issues.opened` and the like.
    static String type(JsonNode event) {
        return event.path("type").asString().substring("com.github.".length());
    }

    static String repository(JsonNode event) {
        return event.at("/data/repository/full_name").asString();
    }

    static String sender(JsonNode event) {
        return event.at("/data/sender/login").asString();
    }

    /// Whom the event is about, where that is a person to be told.
    static List<String> named(JsonNode event) {
        return switch (type(event)) {
            case "member.added", "member.edited" ->
                List.of(event.at("/data/member/login").asString());
            case "pull_request.review_requested" ->
                List.of(event.at("/data/requested_reviewer/login").asString());
            default -> List.of();
        };
    }
}
