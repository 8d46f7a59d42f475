package dev.fanfare.schemas.setup;

import org.apache.kafka.clients.consumer.Consumer;

/// Closes a consumer on a thread that may have been interrupted: Kafka's would fail to close, and say so as an error.
public final class CloseUnhurried {

    private CloseUnhurried() {}

    /// The thread is as interrupted afterwards as it was before.
    public static void close(Consumer<?, ?> consumer) {
        boolean hurried = Thread.interrupted();
        try {
            consumer.close();
        } finally {
            if (hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
