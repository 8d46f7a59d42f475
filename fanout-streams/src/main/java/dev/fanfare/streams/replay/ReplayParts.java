package dev.fanfare.streams.replay;

import dev.fanfare.schemas.ReplayAsked;
import dev.fanfare.schemas.ReplayPace;
import dev.fanfare.schemas.ReplayPart;
import dev.fanfare.schemas.ReplayProgress;
import dev.fanfare.schemas.serde.StoreCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// One partition's parts in the replays that are under way: each is walked twice, first to count what matches, then to
/// take it at its pace.
///
/// How far each has come stands in the store, so it changes in the transaction that sends: whatever restarts, each
/// thing
/// is taken once. The timer runs only while there is a part.
public final class ReplayParts {

    private static final StoreCodec<ReplayPart> CODEC = StoreCodec.of(ReplayPart.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration TELL = Duration.ofMillis(500);
    /// So that whoever gives the pace knows that there is somebody to give it to.
    private static final Duration TELL_AGAIN = Duration.ofSeconds(5);
    private static final int AT_ONCE = 250;
    private static final byte[] BEGIN = {};

    private final ProcessorContext<?, ?> context;
    private final KeyValueStore<Bytes, byte[]> store;
    private final byte tag;
    private final InstantSource clock;
    private final Replayable things;
    private final Consumer<ReplayProgress> tell;
    private final Map<String, Running> running = new LinkedHashMap<>();
    private @Nullable Cancellable timer;

    /// A part, and what of it need not outlive a restart.
    private static final class Running {
        final ReplayPart part;
        final Allowance allowance = new Allowance();
        Instant told = Instant.EPOCH;
        private long toldOf = -1;

        /// Whether it has come further since it told of itself.
        boolean isNews() {
            return part.getDone() + part.getSkipped() != toldOf;
        }

        Running(ReplayPart part) {
            this.part = part;
        }
    }

    /// @param tag the first byte of the parts' keys in `store`, which no other key there has
    /// @param tell takes how far a part has come
    public ReplayParts(
            ProcessorContext<?, ?> context,
            KeyValueStore<Bytes, byte[]> store,
            byte tag,
            InstantSource clock,
            Replayable things,
            Consumer<ReplayProgress> tell) {
        this.context = context;
        this.store = store;
        this.tag = tag;
        this.clock = clock;
        this.things = things;
        this.tell = tell;
        try (KeyValueIterator<Bytes, byte[]> kept =
                store.range(Bytes.wrap(new byte[] {tag}), Bytes.wrap(new byte[] {(byte) (tag + 1)}))) {
            kept.forEachRemaining(entry -> {
                ReplayPart part = CODEC.decode(entry.value);
                running.put(part.getAsked().getId(), new Running(part));
            });
        }
        tickWhileAny();
    }

    /// Begins a part, unless it is somebody else's.
    ///
    /// @param asOf what came later is left alone
    public void begin(ReplayAsked asked, Instant asOf) {
        if (!things.has(asked.getSource()) || running.containsKey(asked.getId())) {
            return;
        }
        Running begun = new Running(new ReplayPart(asked, asOf, ByteBuffer.wrap(BEGIN), false, 0L, 0L, 0L));
        running.put(asked.getId(), begun);
        keep(begun);
        tickWhileAny();
    }

    /// Ends a part where it stands.
    public void stop(String id) {
        Running stopping = running.get(id);
        if (stopping != null) {
            end(stopping);
        }
        tickWhileAny();
    }

    public void pace(ReplayPace pace) {
        Running paced = running.get(pace.getId());
        int partition = context.taskId().partition();
        if (paced != null && partition < pace.getPerSecond().size()) {
            paced.allowance.give(pace.getPerSecond().get(partition), clock.instant());
        }
    }

    /// Streams may begin again with the same step.
    public void close() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void tickWhileAny() {
        if (running.isEmpty()) {
            close();
        } else if (timer == null) {
            timer = context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> tick());
        }
    }

    private void tick() {
        List.copyOf(running.values()).forEach(part -> {
            if (part.part.getCounted()) {
                send(part);
            } else {
                count(part);
            }
        });
        tickWhileAny();
    }

    private void count(Running counting) {
        ReplayPart part = counting.part;
        Replayable.Stretch stretch =
                things.walk(part.getAsked(), part.getAsOf(), place(part), things.rows(), Integer.MAX_VALUE);
        part.setMatched(part.getMatched() + stretch.matching().size());
        part.setPlace(ByteBuffer.wrap(stretch.end() ? BEGIN : stretch.place()));
        part.setCounted(stretch.end());
        if (part.getCounted() && part.getMatched() == 0) {
            end(counting);
            return;
        }
        keep(counting);
        if (part.getCounted()) {
            tell(counting, false);
        }
    }

    private void send(Running sending) {
        ReplayPart part = sending.part;
        Replayable.Stretch stretch =
                things.walk(part.getAsked(), part.getAsOf(), place(part), things.rows(), most(sending));
        for (byte[] matching : stretch.matching()) {
            switch (things.take(part.getAsked(), matching, sending.allowance.perSecond())) {
                case DONE -> {
                    part.setDone(part.getDone() + 1);
                    sending.allowance.use(1);
                }
                case SKIPPED -> part.setSkipped(part.getSkipped() + 1);
                case GONE -> {}
            }
        }
        part.setPlace(ByteBuffer.wrap(stretch.place()));
        if (stretch.end()) {
            end(sending);
            return;
        }
        keep(sending);
        Duration between = sending.isNews() ? TELL : TELL_AGAIN;
        if (!sending.told.plus(between).isAfter(clock.instant())) {
            tell(sending, false);
        }
    }

    /// What has no pace goes as fast as it can. Where all that matched is sent, the walk goes on to the end in any
    /// case.
    private int most(Running sending) {
        ReplayPart part = sending.part;
        if (part.getAsked().getPerSecond() == null) {
            return AT_ONCE;
        }
        boolean sentAll = part.getDone() + part.getSkipped() >= part.getMatched();
        return Math.max(Math.min(AT_ONCE, sending.allowance.at(clock.instant())), sentAll ? 1 : 0);
    }

    private void end(Running ending) {
        String id = ending.part.getAsked().getId();
        tell(ending, true);
        running.remove(id);
        store.delete(key(id));
    }

    private void keep(Running kept) {
        store.put(key(kept.part.getAsked().getId()), CODEC.encode(kept.part));
    }

    private void tell(Running told, boolean ended) {
        ReplayPart part = told.part;
        Instant now = clock.instant();
        told.told = now;
        told.toldOf = part.getDone() + part.getSkipped();
        tell.accept(new ReplayProgress(
                part.getAsked().getId(),
                context.taskId().partition(),
                part.getCounted(),
                part.getMatched(),
                part.getDone(),
                part.getSkipped(),
                ended,
                now));
    }

    private static byte[] place(ReplayPart part) {
        ByteBuffer place = part.getPlace().duplicate();
        byte[] bytes = new byte[place.remaining()];
        place.get(bytes);
        return bytes;
    }

    private Bytes key(String id) {
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(1 + name.length).put(tag).put(name).array());
    }
}
