package dev.fanfare.channels.engine;

import dev.fanfare.schemas.Lane;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What is done with one record, on a virtual thread of its own.
@FunctionalInterface
public interface HandleRecord {

    /// Returns when all that replaces the record is acknowledged, and only then.
    ///
    /// @param waits told of each wait that is long
    /// @throws InterruptedException where it was cut: the record is then not finished and will come again
    void run(ConsumerRecord<byte[], byte[]> input, Waits waits) throws InterruptedException;

    /// Keeps a wait within the time in which the record's partition is ours.
    @FunctionalInterface
    interface Waits {

        /// Waits, where nothing outside has begun yet.
        ///
        /// @throws InterruptedException also where the partition goes before or meanwhile
        void during(Wait wait) throws InterruptedException;

        /// The call outside has ended, and only what replaces the record is still to be written: another call may
        /// begin.
        default void answered() {}

        /// How urgent the record is, which may rise; not at all where it stands in no line.
        default Urgency urgency() {
            return new Urgency(Lane.BULK);
        }
    }

    /// Waits for whatever must be there before something begins.
    @FunctionalInterface
    interface Wait {

        void run() throws InterruptedException;
    }
}
