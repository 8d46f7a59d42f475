package dev.fanfare.track.lag;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// Tells how long what stands first in each queue has waited.
interface Oldest extends AutoCloseable {

    /// When it was written, for each queue that is not empty.
    ///
    /// @throws ExecutionException where Kafka does not answer
    /// @throws InterruptedException where the thread is to end
    Map<Queue, Instant> in(Collection<Queue> queues) throws InterruptedException, ExecutionException;

    @Override
    void close();
}
