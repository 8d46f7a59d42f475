package dev.fanfare.benchmarks.stack;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;

/// What Kafka answered.
public final class Asked {

    private Asked() {}

    /// Waits for it.
    ///
    /// @throws IllegalStateException where it was refused
    public static <T> T of(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException refused) {
            throw new IllegalStateException(refused.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
