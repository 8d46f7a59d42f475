package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.aside.SetAside;
import dev.fanfare.fanout.digest.ToDigest;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/// The step `hold-retry` as the topology has it: what stands on topics passes a guard, and what `expand-slice` holds
/// comes straight from there, in the transaction of its chunk.
///
/// So one step alone puts things into the due queue, which keeps in mind where it begins and when it looks next.
///
/// @param aside where a record goes that throws again and again
public record TakeHeld(HoldRetry step, SetAside.Where aside)
        implements ProcessorSupplier<String, Object, String, Outgoing> {

    public static final String NAME = "hold-retry";

    @Override
    public Processor<String, Object, String, Outgoing> get() {
        HoldUntilDue hold = new HoldUntilDue(step);
        return new Both(hold, new SetAside(NAME, () -> hold, aside).get());
    }

    private record Both(HoldUntilDue hold, Processor<String, byte[], String, Outgoing> guarded)
            implements Processor<String, Object, String, Outgoing> {

        @Override
        public void init(ProcessorContext<String, Outgoing> context) {
            guarded.init(context);
        }

        @Override
        @SuppressWarnings("NullAway") // a deletion has no value
        public void process(Record<String, Object> record) {
            switch (record.value()) {
                case Held held -> hold.hold(held);
                case ToDigest asked -> hold.digest(asked);
                case null, default -> guarded.process(record.withValue((byte[]) record.value()));
            }
        }

        @Override
        public void close() {
            guarded.close();
        }
    }
}
