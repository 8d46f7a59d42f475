package dev.fanfare.channels.webhook;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import java.time.Duration;

/// What an endpoint said.
///
/// @param retryAfter what it asked for; zero for nothing
/// @param text the beginning of its body, on one line
record HttpReply(int status, Duration retryAfter, String text) {

    /// 2xx is taken; of the rest, 5xx, what HTTP itself calls passing and what is no status of HTTP is tried again.
    Answer answer() {
        return switch (status) {
            case 408 -> deferred(Category.TIMEOUT);
            case 425 -> deferred(Category.PROVIDER);
            case 429 -> deferred(Category.RATE_LIMIT);
            case 410 -> new Answer.Gone(said());
            case 301, 308, 404 -> new Answer.Rejected(Category.ADDRESS, said());
            default ->
                switch (status / 100) {
                    case 2 -> new Answer.Delivered("HTTP " + status);
                    case 1, 3, 4 -> new Answer.Rejected(Category.REFUSED, said());
                    default -> deferred(Category.PROVIDER);
                };
        };
    }

    private Answer deferred(Category category) {
        return new Answer.Deferred(category, said(), retryAfter);
    }

    private String said() {
        String redirect = status / 100 == 3 ? ", redirects are not followed" : "";
        return "HTTP " + status + redirect + (text.isEmpty() ? "" : ": " + text);
    }
}
