package dev.fanfare.channels.inbox;

import dev.fanfare.channels.controls.Verdict;
import dev.fanfare.channels.inbox.HeldDeliveries.Held;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.HeldDelivery;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.serde.Codec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Holds the deliveries of paused events until their events go on, expire or are cancelled.
///
/// It looks four times a second, one delivery for each of at most 500 events in their turn, and only while something
/// is held: each look makes a commit due.
final class HoldPaused {

    private static final Duration EVERY = Duration.ofMillis(250);
    private static final int AT_ONCE = 500;
    private static final int EVENTS_AT_ONCE = 500;

    private final ProcessorContext<?, ?> context;
    private final HeldEvents held;
    private final Codec<Delivery> codec;
    private final Function<Delivery, Verdict> verdict;
    private final Taker taker;
    private @Nullable Cancellable timer;

    /// Takes a delivery that is held no more.
    interface Taker {
        void take(Record<byte[], byte[]> delivery);
    }

    HoldPaused(
            ProcessorContext<?, ?> context, Codec<Delivery> codec, Function<Delivery, Verdict> verdict, Taker taker) {
        this.context = context;
        this.held = new HeldEvents(new HeldDeliveries(context.getStateStore(HeldDeliveries.STORE)));
        this.codec = codec;
        this.verdict = verdict;
        this.taker = taker;
    }

    /// Goes on with what was held before.
    void begin() {
        if (!held.isEmpty()) {
            startLooking();
        }
    }

    void hold(Delivery delivery, byte[] bytes, Headers headers, Instant now) {
        String trace = TraceContext.of(headers).map(TraceContext::text).orElse(null);
        HeldKey key = new HeldKey(delivery.getEvent(), delivery.getRecipient(), delivery.getId());
        held.hold(key, new HeldDelivery(ByteBuffer.wrap(bytes), trace, now));
        startLooking();
    }

    private void startLooking() {
        if (timer == null) {
            timer = context.schedule(EVERY, PunctuationType.WALL_CLOCK_TIME, _ -> look());
        }
    }

    private void look() {
        for (String event : held.next(EVENTS_AT_ONCE)) {
            if (held.first(event).filter(this::isPaused).isEmpty()) {
                held.take(event, AT_ONCE).forEach(this::release);
            }
        }
        if (held.isEmpty()) {
            close();
        }
    }

    private boolean isPaused(Held one) {
        return codec.decode(one.bytes()) instanceof Decoded.Readable<Delivery>(var delivery)
                && verdict.apply(delivery) == Verdict.PAUSED;
    }

    private void release(Held released) {
        Headers headers = new RecordHeaders();
        TraceContext.parse(released.content().getTraceparent()).ifPresent(trace -> trace.put(headers));
        byte[] key = released.key().recipient().getBytes(StandardCharsets.UTF_8);
        taker.take(new Record<>(key, released.bytes(), context.currentSystemTimeMs(), headers));
    }

    void close() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
