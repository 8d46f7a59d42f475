package dev.fanfare.channels.push;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.http.HttpAnswer.Reply;

/// Reads a push service's answer (RFC 8030, sections 5 and 7.3; RFC 8292, section 4.2).
final class WebPushReply {

    private WebPushReply() {}

    static Answer answer(Reply reply) {
        String words = reply.beginning();
        String why = "HTTP " + reply.status() + (words.isEmpty() ? "" : ": " + words);
        return switch (reply.status()) {
            case 404, 410 -> new Answer.Gone(why);
            // Made with another key than ours: this subscription will never do.
            case 403 -> new Answer.Rejected(Category.ADDRESS, why);
            case 401 -> new Answer.Deferred(Category.AUTHENTICATION, why, reply.retryAfter());
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
}
