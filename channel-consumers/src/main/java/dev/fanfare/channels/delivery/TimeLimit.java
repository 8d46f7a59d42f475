package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.TraceContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds gateways to their time: what has not answered by then is deferred, whatever the gateway does.
final class TimeLimit {

    private static final Logger LOG = LoggerFactory.getLogger(TimeLimit.class);

    private final Duration limit;

    TimeLimit(Duration limit) {
        this.limit = limit;
    }

    /// @throws InterruptedException where the attempt was cut from outside
    Answer send(Gateway gateway, Delivery delivery, Optional<TraceContext> trace) throws InterruptedException {
        FutureTask<Answer> call = new FutureTask<>(() -> gateway.send(delivery, trace));
        Thread.ofVirtual().name("send-" + delivery.getId()).start(call);
        try {
            return call.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return new Answer.Deferred(Category.TIMEOUT, "no answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException broken) {
            LOG.warn(
                    "The {} gateway failed; the delivery is deferred: {}",
                    gateway.provider(),
                    delivery.getId(),
                    broken.getCause());
            return new Answer.Deferred(Category.INTERNAL, String.valueOf(broken.getCause()));
        } finally {
            call.cancel(true);
        }
    }
}
