package dev.fanfare.channels.inbox;

import dev.fanfare.channels.controls.Verdict;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.HeldDelivery;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.serde.Codec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/// Holds the deliveries of paused events until their events go on, expire or are cancelled.
///
/// It looks four times a second, one delivery for each paused event, and only while something is held: each look makes
/// a commit due.
final class HoldPaused {

    private static final Duration EVERY = Duration.ofMillis(250);
    private static final int AT_ONCE = 500;

    private final ProcessorContext<?, ?> context;
    private final HeldDeliveries held;
    private final Codec<Delivery> codec;
    private final Function<Delivery, Verdict> verdict;
    private final Taker taker;
    private @Nullable Cancellable timer;

    /// Takes a delivery that is held no more.
    interface Taker {
        void take(Delivery delivery, byte[] bytes, Headers headers);
    }

    HoldPaused(
            ProcessorContext<?, ?> context, Codec<Delivery> codec, Function<Delivery, Verdict> verdict, Taker taker) {
        this.context = context;
        this.held = new HeldDeliveries(context.getStateStore(HeldDeliveries.STORE));
        this.codec = codec;
        this.verdict = verdict;
        this.taker = taker;
    }

    /// Goes on with what was held before.
    void begin() {
        if (held.next("").isPresent()) {
            startLooking();
        }
    }

    void hold(Delivery delivery, byte[] bytes, Headers headers, Instant now) {
        String trace = TraceContext.of(headers).map(TraceContext::text).orElse(null);
        held.hold(delivery.getEvent(), delivery.getId(), new HeldDelivery(ByteBuffer.wrap(bytes), trace, now));
        startLooking();
    }

    private void startLooking() {
        if (timer == null) {
            timer = context.schedule(EVERY, PunctuationType.WALL_CLOCK_TIME, _ -> look());
        }
    }

    private void look() {
        Optional<String> event = held.next("");
        if (event.isEmpty()) {
            close();
        }
        for (; event.isPresent(); event = held.next(event.get())) {
            if (!isPaused(event.get())) {
                held.take(event.get(), AT_ONCE).forEach(this::release);
            }
        }
    }

    private boolean isPaused(String event) {
        return codec.decode(bytes(held.first(event))) instanceof Decoded.Readable<Delivery>(var delivery)
                && verdict.apply(delivery) == Verdict.PAUSED;
    }

    private void release(HeldDelivery released) {
        byte[] bytes = bytes(released);
        if (codec.decode(bytes) instanceof Decoded.Readable<Delivery>(var delivery)) {
            Headers headers = new RecordHeaders();
            TraceContext.parse(released.getTraceparent()).ifPresent(trace -> trace.put(headers));
            taker.take(delivery, bytes, headers);
        }
    }

    private static byte[] bytes(HeldDelivery held) {
        ByteBuffer buffer = held.getDelivery().duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    void close() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
