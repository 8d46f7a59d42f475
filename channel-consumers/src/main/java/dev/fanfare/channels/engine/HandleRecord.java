package dev.fanfare.channels.engine;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What is done with one record, on a virtual thread of its own.
@FunctionalInterface
public interface HandleRecord {

    /// Returns when all that replaces the record is acknowledged, and only then.
    ///
    /// @throws InterruptedException where it was cut: the record is then not finished and will come again
    void run(ConsumerRecord<byte[], byte[]> input) throws InterruptedException;
}
