package dev.fanfare.fanout.aside;

import dev.fanfare.schemas.serde.RegistryException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/// What has thrown in this process, and how often: what has thrown three times is not tried a fourth time.
///
/// A failure takes its thread and its transaction with it, so that it is tried again from where it stood; counted here
/// it does not do so for ever. Trouble with Kafka or with the registry is nobody's fault and is never counted.
public final class Failures {

    /// After so many failures something is set aside.
    public static final int PATIENCE = 3;

    private static final int KEPT = 10_000;
    private static final int CAUSES = 20;
    private static final int WHY_MOST = 500;

    private final Map<String, Failed> failed = new LinkedHashMap<>();

    /// @param times how often
    /// @param why what it threw last
    public record Failed(int times, String why) {}

    /// What is known of something that has thrown.
    public synchronized Optional<Failed> of(String what) {
        return Optional.ofNullable(failed.get(what));
    }

    /// How often it has thrown.
    public int times(String what) {
        return of(what).map(Failed::times).orElse(0);
    }

    /// Does it, and counts it where it throws.
    public void run(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | StackOverflowError ours) {
            if (!passes(ours)) {
                add(what, ours);
            }
            throw ours;
        }
    }

    /// It has ended, one way or the other.
    public synchronized void forget(String what) {
        failed.remove(what);
    }

    private synchronized void add(String what, Throwable failure) {
        String why = String.valueOf(failure);
        Failed before = failed.remove(what);
        failed.put(
                what,
                new Failed(
                        before == null ? 1 : before.times() + 1,
                        why.length() > WHY_MOST ? why.substring(0, WHY_MOST) : why));
        if (failed.size() > KEPT) {
            failed.remove(failed.keySet().iterator().next());
        }
    }

    /// Whether the same may go well later, for a reason that lies outside.
    static boolean passes(Throwable failure) {
        @Nullable Throwable cause = failure;
        boolean kafka = false;
        for (int depth = 0; cause != null && depth < CAUSES; depth++) {
            if (cause instanceof RegistryException registry) {
                return registry.passing();
            }
            if (cause instanceof SerializationException) {
                return false;
            }
            kafka |= cause instanceof KafkaException;
            cause = cause.getCause();
        }
        return kafka;
    }
}
