package dev.fanfare.channels.push;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.http.HttpAnswer.Reply;
import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Reads FCM's answer: https://firebase.google.com/docs/cloud-messaging/error-codes.
///
/// Another sender's token is not closed for good: with the wrong service account every token would seem so.
final class FcmReply {

    private static final String FCM_ERROR = "google.firebase.fcm.v1.FcmError";
    private static final String THIRD_PARTY = "THIRD_PARTY_AUTH_ERROR";
    private static final String BAD_REQUEST = "google.rpc.BadRequest";

    private FcmReply() {}

    static Answer answer(Reply reply) {
        JsonNode json = json(reply.body());
        if (reply.status() / 100 == 2) {
            String name = json.path("name").asString("");
            return name.isEmpty()
                    ? new Answer.Deferred(Category.PROVIDER, "HTTP " + reply.status() + " without a message's name")
                    : new Answer.Delivered(name);
        }
        JsonNode error = json.path("error");
        String code = code(error);
        String why = (code.isEmpty() ? "HTTP " + reply.status() : code) + ": " + words(reply, error);
        return switch (code) {
            case "UNREGISTERED" -> new Answer.Gone(why);
            case "SENDER_ID_MISMATCH" -> new Answer.Rejected(Category.ADDRESS, why);
            case "INVALID_ARGUMENT" ->
                new Answer.Rejected(isAboutToken(error) ? Category.ADDRESS : Category.REFUSED, why);
            case "QUOTA_EXCEEDED" -> deferred(Category.RATE_LIMIT, why, reply);
            case "UNAVAILABLE", "INTERNAL" -> deferred(Category.PROVIDER, why, reply);
            // Of iPhones or browsers alone, whose keys FCM holds.
            case THIRD_PARTY -> deferred(Category.ADDRESS, why, reply);
            case "UNAUTHENTICATED", "PERMISSION_DENIED", "NOT_FOUND" -> deferred(Category.AUTHENTICATION, why, reply);
            default -> byStatus(reply, why);
        };
    }

    /// Whether it is for an operator to give FCM a key of Apple's, or of Web Push.
    static boolean isAboutKeysThere(Answer.Deferred deferred) {
        return deferred.why().startsWith(THIRD_PARTY);
    }

    private static Answer byStatus(Reply reply, String why) {
        return switch (reply.status()) {
            case 401, 403, 404 -> deferred(Category.AUTHENTICATION, why, reply);
            case 429 -> deferred(Category.RATE_LIMIT, why, reply);
            default ->
                reply.status() / 100 == 4 && reply.status() != 408
                        ? new Answer.Rejected(Category.REFUSED, why)
                        : deferred(Category.PROVIDER, why, reply);
        };
    }

    /// FCM's own code where it says one, else Google's.
    private static String code(JsonNode error) {
        for (JsonNode detail : error.path("details")) {
            if (detail.path("@type").asString("").endsWith(FCM_ERROR)) {
                return detail.path("errorCode").asString("");
            }
        }
        return error.path("status").asString("");
    }

    /// Of an argument of the message FCM names the field; of a token it does not.
    private static boolean isAboutToken(JsonNode error) {
        boolean fcm = false;
        for (JsonNode detail : error.path("details")) {
            String type = detail.path("@type").asString("");
            if (type.endsWith(BAD_REQUEST)) {
                return false;
            }
            fcm |= type.endsWith(FCM_ERROR);
        }
        return fcm;
    }

    private static String words(Reply reply, JsonNode error) {
        String message = error.path("message").asString("");
        return message.isEmpty()
                ? reply.beginning()
                : new Reply(reply.status(), reply.retryAfter(), message).beginning();
    }

    private static Answer deferred(Category category, String why, Reply reply) {
        return new Answer.Deferred(category, why, reply.retryAfter());
    }

    private static JsonNode json(String body) {
        try {
            return Json.read(body.getBytes(StandardCharsets.UTF_8));
        } catch (BadInput nonsense) {
            return MissingNode.getInstance();
        }
    }
}
