package dev.fanfare.channels.http;

import dev.fanfare.channels.delivery.Answer;
import java.time.Duration;
import java.util.Collection;

/// What came of a call.
public sealed interface HttpAnswer {

    /// An answer of HTTP, whatever it says.
    ///
    /// @param retryAfter what it asked for; zero for nothing
    /// @param body its first 16 KiB
    record Reply(int status, Duration retryAfter, String body) implements HttpAnswer {

        private static final int MOST_SHOWN = 200;
        private static final int SHORTEST_SECRET = 4;

        /// The beginning of the body on one line, for people.
        public String beginning() {
            String start = body.length() <= MOST_SHOWN ? body : body.substring(0, MOST_SHOWN);
            return start.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        }

        /// What may have been echoed, taken out.
        public Reply without(Collection<String> secrets) {
            String clean = body;
            for (String secret : secrets) {
                clean = secret.length() < SHORTEST_SECRET ? clean : clean.replace(secret, "***");
            }
            return new Reply(status, retryAfter, clean);
        }
    }

    /// None, and what that means for the delivery.
    record None(Answer answer) implements HttpAnswer {}
}
