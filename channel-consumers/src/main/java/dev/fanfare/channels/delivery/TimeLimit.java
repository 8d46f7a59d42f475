package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.TraceContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds gateways to their time: what has not answered by then is deferred, whatever the gateway does.
final class TimeLimit {

    private static final Logger LOG = LoggerFactory.getLogger(TimeLimit.class);

    /// A call that only asks whether a trouble is over has less time, or a provider that hangs would be asked too
    /// seldom; but each third has all of it, since a slow one is well, too.
    private static final Duration TO_ASK = Duration.ofSeconds(3);
    private static final int ALL_OF_IT = 3;

    private final Duration limit;
    private final Overdue overdue = new Overdue();

    TimeLimit(Duration limit) {
        this.limit = limit;
    }

    /// @param before how many have asked in vain
    TimeLimit toAsk(int before) {
        boolean shorter = limit.compareTo(TO_ASK) > 0 && before % ALL_OF_IT < ALL_OF_IT - 1;
        return shorter ? new TimeLimit(TO_ASK) : this;
    }

    /// @throws InterruptedException where the attempt was cut from outside
    Answer send(Gateway gateway, Delivery delivery, Optional<TraceContext> trace) throws InterruptedException {
        LimitedCall call = new LimitedCall(() -> gateway.send(delivery, trace), limit);
        overdue.watch(call);
        try {
            return call.start("send-" + delivery.getId()).get();
        } catch (ExecutionException broken) {
            LOG.warn(
                    "The {} gateway failed; the delivery is deferred: {}",
                    gateway.provider(),
                    delivery.getId(),
                    broken.getCause());
            return new Answer.Deferred(Category.INTERNAL, String.valueOf(broken.getCause()));
        } finally {
            overdue.forget(call);
            call.cut();
        }
    }
}
