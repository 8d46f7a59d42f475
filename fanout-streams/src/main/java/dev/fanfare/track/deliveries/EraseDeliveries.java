package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.streams.ErasureMarks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Erasures in: the deliveries of that person lose the name and the words, so many at once and the rest between other
/// work. Later outcomes of theirs lose both where they are folded.
@SuppressWarnings("NullAway.Init")
public final class EraseDeliveries implements Processor<byte[], Erasure, Void, Void> {

    private static final int AT_ONCE = 1_000;
    private static final Duration BETWEEN = Duration.ofMillis(10);

    private ProcessorContext<Void, Void> context;
    private KeyValueStore<Bytes, byte[]> store;
    private ErasedPeople erased;
    private @Nullable Cancellable timer;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        store = context.getStateStore(DeliveryStore.NAME);
        erased = ErasureMarks.in(store);
        goOnWhileAnyIsLeft();
    }

    @Override
    public void process(Record<byte[], Erasure> read) {
        Erasure erasure = read.value();
        erased.erase(erasure.getRecipient(), erasure.getAt());
        strip(new ErasureWork(erasure.getRecipient(), erasure.getAt(), null));
        goOnWhileAnyIsLeft();
    }

    /// What is left of it stands in the store until it is done.
    private void strip(ErasureWork work) {
        List<KeyValue<Bytes, DeliveryStatus>> theirs = new ArrayList<>();
        int looked = 0;
        Bytes last = null;
        try (KeyValueIterator<Bytes, byte[]> walk = store.range(work.from(), work.to())) {
            while (walk.hasNext() && looked < AT_ONCE) {
                KeyValue<Bytes, byte[]> entry = walk.next();
                if (!Brief.is(entry.value)) {
                    DeliveryStatus status = DeliveryStore.STATUS.decode(entry.value);
                    if (status.getRecipient().equals(work.recipient())) {
                        theirs.add(KeyValue.pair(entry.key, status));
                    }
                }
                last = entry.key;
                looked++;
            }
        }
        DeliveryStore deliveries = new DeliveryStore(store);
        for (KeyValue<Bytes, DeliveryStatus> one : theirs) {
            KeptWords.takeBack(deliveries, one.value);
            deliveries.put(one.key, Stripped.of(one.value));
        }
        if (looked < AT_ONCE || last == null) {
            store.delete(work.key());
        } else {
            store.put(work.key(), work.behind(last).value());
        }
    }

    private void goOnWhileAnyIsLeft() {
        if (timer == null && ErasureWork.first(store).isPresent()) {
            timer = context.schedule(BETWEEN, PunctuationType.WALL_CLOCK_TIME, _ -> goOn());
        }
    }

    private void goOn() {
        ErasureWork.first(store).ifPresent(this::strip);
        if (ErasureWork.first(store).isEmpty()) {
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
