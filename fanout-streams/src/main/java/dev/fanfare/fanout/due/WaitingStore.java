package dev.fanfare.fanout.due;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// A store with queues in it: of what waits one record goes to the changelog, and what finds it by owner and by group
/// is written beside it here, also where the store is restored.
final class WaitingStore implements KeyValueStore<Bytes, byte[]> {

    private final KeyValueStore<Bytes, byte[]> inner;
    private final List<DueKeys> queues;

    private WaitingStore(KeyValueStore<Bytes, byte[]> inner, List<DueKeys> queues) {
        this.inner = inner;
        this.queues = queues;
    }

    /// @param queues all that stand in it
    static KeyValueBytesStoreSupplier in(KeyValueBytesStoreSupplier inner, List<DueKeys> queues) {
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return inner.name();
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                return new WaitingStore(inner.get(), queues);
            }

            @Override
            public String metricsScope() {
                return inner.metricsScope();
            }
        };
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        inner.init(new RestoreWith(context, this::restore), root);
    }

    private void restore(Collection<KeyValue<byte[], byte[]>> records) {
        List<KeyValue<Bytes, byte[]>> all = new ArrayList<>(3 * records.size());
        records.forEach(each -> split(Bytes.wrap(each.key), each.value, all));
        inner.putAll(all);
    }

    private void split(Bytes key, byte @Nullable [] value, List<KeyValue<Bytes, byte[]>> to) {
        DueKeys queue = queue(key);
        if (queue == null) {
            to.add(KeyValue.pair(key, value));
        } else {
            queue.entries(key, value, to);
        }
    }

    private @Nullable DueKeys queue(Bytes key) {
        for (DueKeys each : queues) {
            if (each.isByTime(key.get())) {
                return each;
            }
        }
        return null;
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        DueKeys queue = queue(key);
        if (queue == null) {
            inner.put(key, value);
            return;
        }
        List<KeyValue<Bytes, byte[]>> all = new ArrayList<>(3);
        queue.entries(key, value, all);
        inner.putAll(all);
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        entries.forEach(each -> put(each.key, each.value));
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
        byte[] there = inner.get(key);
        if (there == null) {
            put(key, value);
        }
        return there;
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        byte[] there = inner.get(key);
        put(key, null);
        return there;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return inner.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return inner.range(from, to);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return inner.all();
    }

    @Override
    public long approximateNumEntries() {
        return inner.approximateNumEntries();
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public boolean persistent() {
        return inner.persistent();
    }

    @Override
    public boolean isOpen() {
        return inner.isOpen();
    }

    @Override
    public Position getPosition() {
        return inner.getPosition();
    }

    @Override
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        return inner.query(query, bound, config);
    }

    @Override
    public boolean managesOffsets() {
        return inner.managesOffsets();
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        return inner.committedOffset(partition);
    }

    @Override
    public void commit(Map<TopicPartition, Long> offsets) {
        inner.commit(offsets);
    }

    @Override
    public void close() {
        inner.close();
    }
}
