package dev.fanfare.channels.push;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.http.HttpAnswer.Reply;
import java.util.regex.Pattern;

/// Reads a push service's answer (RFC 8030, sections 5 and 7.3; RFC 8292, section 4.2).
final class WebPushReply {

    /// As Apple, Google and Mozilla say it.
    private static final Pattern OTHERS_KEY = Pattern.compile(
            "VapidPkHashMismatch|do not correspond to the credentials used|VAPID public key mismatch",
            Pattern.CASE_INSENSITIVE);
    /// Apple's reasons: `BadJwtToken`, `ExpiredJwtToken`, `MissingJwtToken` and their like.
    private static final Pattern PROOF = Pattern.compile("Jwt\\w*|vapid", Pattern.CASE_INSENSITIVE);

    private WebPushReply() {}

    static Answer answer(Reply reply) {
        String words = reply.beginning();
        String why = "HTTP " + reply.status() + (words.isEmpty() ? "" : ": " + words);
        return switch (reply.status()) {
            case 404, 410 -> new Answer.Gone(why);
            case 400, 401, 403 -> refused(reply, why);
            case 429 -> new Answer.Deferred(Category.RATE_LIMIT, why, reply.retryAfter());
            case 408 -> new Answer.Deferred(Category.TIMEOUT, why, reply.retryAfter());
            default ->
                switch (reply.status() / 100) {
                    case 2 -> new Answer.Delivered("HTTP " + reply.status());
                    case 1, 3, 4 -> new Answer.Rejected(Category.REFUSED, why);
                    default -> new Answer.Deferred(Category.PROVIDER, why, reply.retryAfter());
                };
        };
    }

    /// An operator can mend what a service has against our proof; a subscription to another key will never do.
    private static Answer refused(Reply reply, String why) {
        if (OTHERS_KEY.matcher(reply.body()).find()) {
            return new Answer.Rejected(Category.ADDRESS, why);
        }
        return reply.status() == 400 && !PROOF.matcher(reply.body()).find()
                ? new Answer.Rejected(Category.REFUSED, why)
                : new Answer.Deferred(Category.AUTHENTICATION, why, reply.retryAfter());
    }
}
