package dev.fanfare.standalone.sink;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How sinks answer: how slowly, and whom with a failure; may be changed while they run.
public final class Behaviour {

    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
    private final Map<String, Duration> slow = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile Duration latency = Duration.ZERO;
    private volatile Consumer<String> begins = _ -> {};

    /// Hears of each later call as it begins, by its address, on the thread of its connection.
    public void tellBegins(Consumer<String> told) {
        begins = told;
    }

    /// Every later call takes at least this long.
    public void takeTime(Duration perCall) {
        latency = perCall;
    }

    /// Every later call for this address (e-mail address, or path of a webhook) takes at least this long instead.
    public void takeTime(String address, Duration perCall) {
        slow.put(address, perCall);
    }

    /// Answers this address (e-mail address, or path of a webhook) with this status of SMTP or HTTP.
    public void refuse(String address, int status) {
        refuse(address, new Refusal(status, Integer.MAX_VALUE, Duration.ZERO));
    }

    /// Answers the next calls for this address so, and takes it again behind them.
    public void refuse(String address, Refusal refusal) {
        refusals.put(address, refusal);
    }

    /// Takes this address again.
    public void allow(String address) {
        refusals.remove(address);
    }

    /// Takes every address again.
    public void allowAll() {
        refusals.clear();
    }

    /// Calls that were taken and are not answered yet.
    public int underWay() {
        return underWay.get();
    }

    /// How the call that has just come is refused, if it is.
    Optional<Refusal> refusal(String address) {
        AtomicReference<@Nullable Refusal> now = new AtomicReference<>();
        refusals.computeIfPresent(address, (_, refusal) -> {
            now.set(refusal);
            return refusal.next();
        });
        return Optional.ofNullable(now.get());
    }

    void pass(String address) {
        begins.accept(address);
        underWay.incrementAndGet();
        try {
            TimeUnit.NANOSECONDS.sleep(slow.getOrDefault(address, latency).toNanos());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
    }
}
