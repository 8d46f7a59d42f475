package dev.fanfare.channels.sms;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.http.HttpAnswer.Reply;
import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Reads Twilio's answer to one message: 201 with its `sid`, or an error with a `code`.
final class TwilioReply {

    private TwilioReply() {}

    static Answer answer(Reply reply, Segments segments) {
        JsonNode json = json(reply.body());
        String sid = json.path("sid").asString("");
        if (reply.status() / 100 == 2) {
            return sid.isEmpty()
                    ? new Answer.Deferred(Category.PROVIDER, "HTTP " + reply.status() + " without a message's sid")
                    : new Answer.Delivered(sid + ", " + segments);
        }
        int code = json.path("code").asInt(0);
        String why = said(reply, json, code);
        return switch (TwilioCode.of(reply.status(), code)) {
            case ADDRESS -> new Answer.Rejected(Category.ADDRESS, why);
            case OPTED_OUT -> new Answer.Gone(why);
            case REFUSED -> new Answer.Rejected(Category.REFUSED, why);
            case THROTTLED -> new Answer.Deferred(Category.RATE_LIMIT, why, reply.retryAfter());
            case SETTINGS -> new Answer.Deferred(Category.AUTHENTICATION, why, reply.retryAfter());
            case TROUBLE -> new Answer.Deferred(Category.PROVIDER, why, reply.retryAfter());
        };
    }

    private static String said(Reply reply, JsonNode json, int code) {
        if (code == 0) {
            return "HTTP " + reply.status() + ": " + reply.beginning();
        }
        String message = new Reply(
                        reply.status(), reply.retryAfter(), json.path("message").asString(""))
                .beginning();
        return code + " " + message;
    }

    private static JsonNode json(String body) {
        try {
            return Json.read(body.getBytes(StandardCharsets.UTF_8));
        } catch (BadInput nonsense) {
            return MissingNode.getInstance();
        }
    }
}
