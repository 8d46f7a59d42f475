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

/// Holds a gateway to its time: what has not answered by then is deferred, whatever the gateway does.
final class TimedGateway {

    private static final Logger LOG = LoggerFactory.getLogger(TimedGateway.class);

    private final Gateway gateway;
    private final Duration limit;

    TimedGateway(Gateway gateway, Duration limit) {
        this.gateway = gateway;
        this.limit = limit;
    }

    String provider() {
        return gateway.provider();
    }

    /// @throws InterruptedException where the attempt was cut from outside
    Answer send(Delivery delivery, Optional<TraceContext> trace) throws InterruptedException {
        FutureTask<Answer> call = new FutureTask<>(() -> gateway.send(delivery, trace));
        Thread.ofVirtual().name("send-" + delivery.getId()).start(call);
        try {
            return call.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return new Answer.Deferred(Category.TIMEOUT, "no answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException broken) {
            LOG.warn(
                    "The {} gateway failed; the delivery is deferred: {}",
                    provider(),
                    delivery.getId(),
                    broken.getCause());
            return new Answer.Deferred(Category.INTERNAL, String.valueOf(broken.getCause()));
        } finally {
            call.cancel(true);
        }
    }
}
