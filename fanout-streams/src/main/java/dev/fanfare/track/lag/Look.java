package dev.fanfare.track.lag;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// Looks at what waits in each queue.
interface Look extends AutoCloseable {

    /// What waits in each queue that is not empty.
    ///
    /// @throws ExecutionException where Kafka does not answer
    /// @throws InterruptedException where the thread is to end
    Map<Queue, Waiting> at(Collection<Queue> queues) throws InterruptedException, ExecutionException;

    @Override
    void close();
}
