package dev.fanfare.channels.http;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells an operator loudly what only an operator can mend, and not for each delivery that meets it.
public final class OnceAMinute {

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(OnceAMinute.class);

    private final AtomicReference<Instant> quietUntil = new AtomicReference<>(Instant.MIN);
    private final InstantSource clock;

    public OnceAMinute(InstantSource clock) {
        this.clock = clock;
    }

    /// Says it where the provider does not know us.
    ///
    /// @return the same answer
    public Answer heard(String provider, Answer answer) {
        if (answer instanceof Answer.Deferred deferred && deferred.category() == Category.AUTHENTICATION) {
            say(provider, deferred.why());
        }
        return answer;
    }

    public void say(String provider, String why) {
        Instant now = clock.instant();
        Instant until = quietUntil.get();
        if (!now.isBefore(until) && quietUntil.compareAndSet(until, now.plus(PAUSE))) {
            LOG.atError()
                    .addKeyValue("provider", provider)
                    .addKeyValue("why", why)
                    .log("A provider refuses us; its deliveries are deferred until that is mended");
        }
    }
}
