package dev.fanfare.fanout.admit;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.RegistryException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the rules or the templates into a global store; older versions, and what cannot be read, are passed over.
///
/// @param store the store's name
/// @param progress told how far the topic was read
record KeepReferences<T extends SpecificRecord>(String store, Codec<T> codec, ReferenceProgress progress)
        implements ProcessorSupplier<String, byte[], Void, Void> {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(KeepReferences.class);

    static Bytes key(String name) {
        return Bytes.wrap(name.getBytes(StandardCharsets.UTF_8));
    }

    /// In memory: it is read again from its topic at each start.
    static StoreBuilder<KeyValueStore<Bytes, byte[]>> inMemory(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .withCachingDisabled();
    }

    @Override
    public Processor<String, byte[], Void, Void> get() {
        return new ContextualProcessor<>() {
            @Override
            public void process(Record<String, byte[]> record) {
                KeyValueStore<Bytes, byte[]> kept = context().getStateStore(store);
                if (record.key() != null && record.key().indexOf('\n') < 0) {
                    keep(kept, record);
                }
                context().recordMetadata().ifPresent(at -> progress.read(at.topic(), at.offset()));
            }
        };
    }

    private void keep(KeyValueStore<Bytes, byte[]> kept, Record<String, byte[]> record) {
        switch (decoded(record.value())) {
            case Decoded.Readable<T> _ -> kept.put(key(record.key()), record.value());
            case Decoded.Absent<T> _ -> kept.delete(key(record.key()));
            case Decoded.Unreadable<T>(var why) ->
                LOG.atWarn()
                        .addKeyValue("store", store)
                        .addKeyValue("key", record.key())
                        .addKeyValue("why", why)
                        .log("A rule or template could not be read; the one before it stays in force");
        }
    }

    /// A registry that is away is waited for: Streams does not replace the thread that reads global stores.
    private Decoded<T> decoded(byte @Nullable [] value) {
        while (true) {
            try {
                return codec.decode(value);
            } catch (RegistryException away) {
                LOG.atWarn().addKeyValue("store", store).setCause(away).log("Waiting for the schema registry");
                LockSupport.parkNanos(PAUSE.toNanos());
                if (Thread.currentThread().isInterrupted()) {
                    throw away;
                }
            }
        }
    }
}
