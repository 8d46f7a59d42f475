package dev.fanfare.streams;

import dev.fanfare.schemas.Bury;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.serde.Codec;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// The first step behind a source of bytes: what can be read goes on, what cannot is buried as it came.
public final class ReadRecord<T extends SpecificRecord> implements Processor<byte[], byte[], byte[], Object> {

    private final Codec<T> codec;
    private final Function<T, Optional<String>> fault;
    private final Set<String> next;
    private final String bury;
    private @Nullable ProcessorContext<byte[], Object> context;

    private ReadRecord(Codec<T> codec, Function<T, Optional<String>> fault, Set<String> next, String bury) {
        this.codec = codec;
        this.fault = fault;
        this.next = next;
        this.bury = bury;
    }

    /// @param fault why a value cannot be used though it can be read
    /// @param next the node that takes a `T`
    /// @param bury the sink that takes an [Unread]
    public static <T extends SpecificRecord> ProcessorSupplier<byte[], byte[], byte[], Object> with(
            Codec<T> codec, Function<T, Optional<String>> fault, String next, String bury) {
        return with(codec, fault, Set.of(next), bury);
    }

    /// @param next the nodes that take a `T`, each the same one
    public static <T extends SpecificRecord> ProcessorSupplier<byte[], byte[], byte[], Object> with(
            Codec<T> codec, Function<T, Optional<String>> fault, Set<String> next, String bury) {
        return () -> new ReadRecord<>(codec, fault, next, bury);
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> read) {
        switch (codec.decode(read.value())) {
            case Decoded.Readable<T>(T value) -> forward(read, value);
            case Decoded.Unreadable<T>(String why) -> bury(read, why);
            case Decoded.Absent<T>() -> bury(read, "no value");
        }
    }

    private void forward(Record<byte[], byte[]> read, T value) {
        Optional<String> why = fault.apply(value);
        if (why.isPresent()) {
            bury(read, why.get());
        } else {
            for (String node : next) {
                context().forward(read.withValue(value), node);
            }
        }
    }

    private void bury(Record<byte[], byte[]> read, String why) {
        RecordMetadata from = context().recordMetadata().orElseThrow();
        Record<byte[], Object> buried =
                read.withKey(Bury.key(read.key())).withValue(new Unread(Bury.value(read.value()), from.partition()));
        String origin = from.topic() + "-" + from.partition() + "@" + from.offset();
        Bury.explain(buried.headers(), Reason.UNREADABLE, why, origin, read.value());
        context().forward(buried.withTimestamp(context().currentSystemTimeMs()), bury);
    }

    private ProcessorContext<byte[], Object> context() {
        if (context == null) {
            throw new IllegalStateException("not initialised");
        }
        return context;
    }
}
