package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.decide.SecondLook;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/// Who is erased is told nothing more: what waits is cancelled with the deletion of the recipient's record.
///
/// So much at once; what is beyond is cancelled when it is due, since nobody is found under that id then.
public record CancelErased(HoldRetry retries) implements ProcessorSupplier<String, byte[], String, Outgoing> {

    private static final int AT_ONCE = 5_000;

    @Override
    public Processor<String, byte[], String, Outgoing> get() {
        return new Step();
    }

    @SuppressWarnings("NullAway.Init")
    private final class Step implements Processor<String, byte[], String, Outgoing> {

        private Retries waiting;
        private SendRetry send;

        @Override
        public void init(ProcessorContext<String, Outgoing> context) {
            waiting = new Retries(context.getStateStore(Retries.STORE));
            send = new SendRetry(retries, context);
        }

        @Override
        public void process(Record<String, byte[]> recipient) {
            if (recipient.value() == null && recipient.key() != null) {
                Instant now = retries.clock().instant();
                waiting.takeAll(
                        recipient.key(), AT_ONCE, now, (id, retry) -> send.end(id, retry, SecondLook.erased(), now));
            }
        }
    }
}
