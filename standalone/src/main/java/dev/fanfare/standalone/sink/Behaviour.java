package dev.fanfare.standalone.sink;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// How sinks answer: how slowly, and whom with a failure; may be changed while they run.
public final class Behaviour {

    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final Map<String, Duration> slow = new ConcurrentHashMap<>();
    private volatile Duration latency = Duration.ZERO;

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
        refusals.put(address, status);
    }

    /// Takes this address again.
    public void allow(String address) {
        refusals.remove(address);
    }

    OptionalInt refusal(String address) {
        Integer status = refusals.get(address);
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    void pass(String address) {
        try {
            TimeUnit.NANOSECONDS.sleep(slow.getOrDefault(address, latency).toNanos());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
