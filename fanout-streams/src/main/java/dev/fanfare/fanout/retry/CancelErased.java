package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.decide.SecondLook;
import dev.fanfare.fanout.digest.Digests;
import dev.fanfare.fanout.limits.ToldBefore;
import dev.fanfare.fanout.people.TellErased;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.schemas.WaitsFor;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Who is erased is told nothing more: what waits of events that were accepted before the deletion of the recipient's
/// record is cancelled, so much at once, and the rest between other work.
public record CancelErased(HoldRetry retries) implements ProcessorSupplier<String, byte[], String, Outgoing> {

    private static final int AT_ONCE = 5_000;
    private static final Duration BETWEEN = Duration.ofMillis(10);

    @Override
    public Processor<String, byte[], String, Outgoing> get() {
        return new Step();
    }

    @SuppressWarnings("NullAway.Init")
    private final class Step implements Processor<String, byte[], String, Outgoing> {

        private ProcessorContext<String, Outgoing> context;
        private Retries waiting;
        private ErasuresLeft left;
        private ToldBefore told;
        private SendRetry send;
        private EndDigest digests;
        private @Nullable Cancellable timer;

        @Override
        public void init(ProcessorContext<String, Outgoing> context) {
            this.context = context;
            KeyValueStore<Bytes, byte[]> store = context.getStateStore(Retries.STORE);
            waiting = new Retries(store, retries.parts().letters());
            left = new ErasuresLeft(store);
            told = new ToldBefore(store);
            send = new SendRetry(retries, context, waiting);
            digests = new EndDigest(
                    new Digests(store), waiting, new SendDigest(retries, context), new TakeBackCounts(waiting, store));
            goOnWhileAnyIsLeft();
        }

        @Override
        public void process(Record<String, byte[]> recipient) {
            if (recipient.value() == null && recipient.key() != null) {
                cancel(new ErasuresLeft.Left(recipient.key(), TellErased.at(recipient, context), ""));
                goOnWhileAnyIsLeft();
            }
        }

        private void cancel(ErasuresLeft.Left erasure) {
            Instant now = retries.clock().instant();
            told.forget(erasure.recipient());
            waiting.takeAll(erasure, AT_ONCE, now, (id, retry) -> end(id, retry, now))
                    .ifPresentOrElse(left::put, () -> left.remove(erasure.recipient()));
        }

        private void end(String id, WaitingRetry retry, Instant now) {
            if (retry.getKind() == WaitsFor.DIGEST) {
                digests.all(id, SecondLook.erased(), now);
            } else {
                send.end(id, retry, SecondLook.erased(), now);
            }
        }

        private void goOnWhileAnyIsLeft() {
            if (timer == null && left.first().isPresent()) {
                timer = context.schedule(BETWEEN, PunctuationType.WALL_CLOCK_TIME, _ -> goOn());
            }
        }

        private void goOn() {
            left.first().ifPresent(this::cancel);
            if (left.first().isEmpty()) {
                close();
            }
        }

        /// Streams may begin again with this same instance.
        @Override
        public void close() {
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }
    }
}
