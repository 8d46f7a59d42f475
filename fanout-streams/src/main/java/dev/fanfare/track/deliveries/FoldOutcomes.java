package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.ChunkDeliveries;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.CountMessage;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.DeliveryHeard;
import dev.fanfare.schemas.DeliveryRead;
import dev.fanfare.schemas.DeliveryStatus;
import dev.fanfare.schemas.DigestMember;
import dev.fanfare.schemas.DigestSent;
import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.EventDelta;
import dev.fanfare.schemas.Heard;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import dev.fanfare.streams.ErasureMarks;
import dev.fanfare.track.aging.Aging;
import dev.fanfare.track.analytics.DaySums;
import dev.fanfare.track.channels.ChannelSums;
import dev.fanfare.track.tally.Tallies;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/// Chunks and outcomes in; out, every 100 ms, what they change of each event's counts.
///
/// The timer runs only while there is something to forward: Streams commits a transaction for every tick.
public final class FoldOutcomes implements Processor<byte[], OutcomeMessage, String, Object> {

    /// The sinks.
    public static final String COUNTS = "send-counts";

    public static final String STEPS = "tell-steps";
    static final Duration FLUSH = Duration.ofMillis(100);

    private final DeliveryMeters meters;
    private final Aging aging;
    private @Nullable Task task;

    /// What lives as long as the task does.
    private static final class Task {
        final ProcessorContext<String, Object> context;
        final DeliveryStore store;
        final EventSums events;
        final PendingSums sums;
        final DropDeliveries drop;
        final ErasedPeople erased;
        final FoldBrief brief;
        final ChannelSums channels;
        final DaySums days;
        final FoldRead read;

        @Nullable
        Cancellable timer;

        Task(ProcessorContext<String, Object> context, Aging aging) {
            this.context = context;
            store = new DeliveryStore(context.getStateStore(DeliveryStore.NAME));
            events = new EventSums(context.getStateStore(EventSums.NAME));
            sums = new PendingSums(events);
            drop = new DropDeliveries(context, store, events, aging);
            erased = ErasureMarks.in(context.getStateStore(DeliveryStore.NAME));
            brief = new FoldBrief(store, events);
            channels = new ChannelSums(context.getStateStore(EventSums.NAME), aging.clock());
            days = new DaySums(context.getStateStore(EventSums.NAME), aging);
            read = new FoldRead(store, days);
        }
    }

    private FoldOutcomes(DeliveryMeters meters, Aging aging) {
        this.meters = meters;
        this.aging = aging;
    }

    public static ProcessorSupplier<byte[], OutcomeMessage, String, Object> with(DeliveryMeters meters, Aging aging) {
        return () -> new FoldOutcomes(meters, aging);
    }

    /// Declared by the topology, since several steps use it.
    public static StoreBuilder<?> deliveries() {
        return DeliveryStore.builder();
    }

    public static StoreBuilder<?> events() {
        return EventSums.builder();
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        task = new Task(context, aging);
        tickWhilePending();
    }

    @Override
    public void process(Record<byte[], OutcomeMessage> read) {
        boolean counts = meters.counts(task().context.taskId().partition(), offset());
        switch (read.value().getContent()) {
            case Chunk chunk -> begin(chunk, counts);
            case Outcome outcome -> fold(outcome, counts);
            case DigestSent sent -> begin(sent);
            case DeliveryRead seen -> task().read.note(seen);
            default -> throw new IllegalStateException("neither a chunk nor an outcome");
        }
        tickWhilePending();
    }

    /// A chunk's deliveries begin, and its tallies count them.
    private void begin(Chunk chunk, boolean counts) {
        DeliveryStore store = task().store;
        long acceptedAt = chunk.getAcceptedAt().toEpochMilli();
        int opened = chunk.getQueued().remaining() / DeliveryKeys.ID;
        ByteBuffer ids = ByteBuffer.allocate((opened + chunk.getEntries().size()) * DeliveryKeys.ID)
                .put(chunk.getQueued().duplicate());
        List<Tally> tallies = chunk.getTallies();
        boolean anyErased = task().erased.anyAfter(chunk.getAcceptedAt());
        int place = -1;
        for (ChunkEntry entry : chunk.getEntries()) {
            place++;
            byte[] id = DeliveryKeys.id(entry.getDelivery()).orElseThrow();
            ids.put(id);
            Bytes key = DeliveryKeys.delivery(id, acceptedAt);
            if (chunk.getBrief() && task().brief.begin(key, entry, chunk.getAt())) {
                continue;
            }
            Folded begun = FoldDelivery.begin(store.find(key), entry, chunk.getEvent(), chunk.getAt());
            KeptWords.refer(begun.status(), chunk, place, offset());
            DeliveryStatus kept = lawful(begun.status(), entry.getRecipient(), chunk.getAcceptedAt(), anyErased);
            if (Stripped.is(kept)) {
                KeptWords.takeBack(chunk, place);
            }
            store.put(key, kept);
            tallies = begun.tallies().isEmpty() ? tallies : Tallies.sum(tallies, begun.tallies());
        }
        task().brief.begun(chunk, opened);
        if (ids.capacity() > 0) {
            Bytes key = DeliveryKeys.chunk(chunk.getEvent(), offset());
            store.put(key, new ChunkDeliveries(chunk.getAcceptedAt(), ids.flip(), chunk.getSaid()));
            task().drop.begun(key, chunk.getAt());
        }
        if (counts) {
            meters.changed(tallies);
        }
        task().channels.began(tallies, chunk.getAt());
        task().days.began(chunk.getType(), tallies, chunk.getAt());
        task().sums.add(chunk.getEvent(), chunk.getRecipients(), chunk.getLast() ? 1 : 0, tallies);
    }

    private void begin(DigestSent sent) {
        Bytes chunk = DeliveryKeys.chunk(sent.getEvent(), offset());
        boolean anyErased = task().erased.anyAfter(sent.getAcceptedAt());
        FoldDigest.begin(
                sent,
                chunk,
                task().store,
                begun -> lawful(begun, sent.getRecipient(), sent.getAcceptedAt(), anyErased));
        task().drop.begun(chunk, sent.getAt());
    }

    /// What is said of an event that was forgotten since, and came again, changes none of the later one's counts; its
    /// channel's it does.
    private void fold(Outcome outcome, boolean counts) {
        DeliveryStore store = task().store;
        byte[] id = DeliveryKeys.id(outcome.getDelivery()).orElseThrow();
        Bytes key = DeliveryKeys.delivery(id, outcome.getAcceptedAt().toEpochMilli());
        DeliveryStatus before = known(key, outcome);
        EventShare last = task().events.share(outcome.getEvent());
        boolean forgotten = last.isLaterThan(outcome.getAcceptedAt());
        if (before == null) {
            EventShare share = last.of(outcome.getAcceptedAt());
            if (forgotten || task().drop.isGone(outcome, share)) {
                return;
            }
            if (share.open() > 0 && (outcome.getState() != State.QUEUED || outcome.getHolds() > 0)) {
                List<Tally> settled = task().brief.settle(key, outcome, share);
                if (!settled.isEmpty()) {
                    task().sums.add(outcome.getEvent(), 0, 0, settled);
                    moved(outcome, settled, outcome.getAttempt() > 0, counts);
                    return;
                }
            }
        }
        boolean anyErased = task().erased.anyAfter(outcome.getAcceptedAt());
        FoldDelivery.fold(before, outcome).ifPresent(folded -> {
            if (anyErased && task().erased.isErased(outcome.getRecipient(), outcome.getAcceptedAt())) {
                KeptWords.takeBack(store, folded.status());
            }
            store.put(key, lawful(folded.status(), outcome.getRecipient(), outcome.getAcceptedAt(), anyErased));
            List<DigestMember> members = folded.status().getMembers();
            if (!members.isEmpty()) {
                FoldDigest.ofMembers(outcome, members).forEach(each -> fold(each, counts));
            } else {
                if (!forgotten) {
                    task().sums.add(outcome.getEvent(), 0, 0, folded.tallies());
                }
                moved(outcome, folded.tallies(), isFirstCall(before, outcome), counts);
            }
            tellSteps(folded.status(), outcome);
        });
    }

    /// Whether a provider was called for it that never was before, in a replay neither.
    private static boolean isFirstCall(@Nullable DeliveryStatus before, Outcome outcome) {
        return outcome.getAttempt() > 0
                && (before == null
                        || before.getAttempt() == 0
                                && before.getPast().stream().allMatch(past -> past.getAttempt() == 0));
    }

    /// Steps of its event may wait for its end.
    private void tellSteps(DeliveryStatus status, Outcome outcome) {
        if (status.getAwaited() && Tallies.isFinal(status.getState())) {
            Heard heard = status.getState() == State.DELIVERED ? Heard.DELIVERED : Heard.LOST;
            var told = new DeliveryHeard(
                    outcome.getDelivery(), outcome.getEvent(), outcome.getRecipient(), heard, outcome.getAt());
            task().context
                    .forward(
                            new Record<>(
                                    outcome.getRecipient(),
                                    new DeliveryCommand(told),
                                    outcome.getAt().toEpochMilli()),
                            STEPS);
        }
    }

    private @Nullable DeliveryStatus known(Bytes key, Outcome outcome) {
        Brief brief = task().store.brief(key);
        return brief == null ? task().store.find(key) : brief.status(outcome);
    }

    /// Of its channel and its day, whatever became of its event.
    ///
    /// @param first whether a provider was called for it for the first time
    private void moved(Outcome outcome, List<Tally> tallies, boolean first, boolean counts) {
        task().channels.moved(outcome, tallies);
        task().days.moved(outcome, tallies, first);
        if (counts) {
            meters.changed(tallies);
            meters.moved(outcome);
        }
    }

    /// Without name and words where the person was erased since the event was accepted.
    private DeliveryStatus lawful(DeliveryStatus status, String recipient, Instant acceptedAt, boolean anyErased) {
        return anyErased && task().erased.isErased(recipient, acceptedAt) ? Stripped.of(status) : status;
    }

    private void tickWhilePending() {
        Task now = task();
        if (now.timer == null && !now.sums.isEmpty()) {
            now.timer = now.context.schedule(FLUSH, PunctuationType.WALL_CLOCK_TIME, this::flush);
        }
    }

    private void flush(long time) {
        Task now = task();
        if (now.sums.isEmpty()) {
            cancel(now);
        }
        now.sums.forward(Instant.ofEpochMilli(time), delta -> forward(delta, time));
    }

    private void forward(EventDelta delta, long time) {
        task().context.forward(new Record<>(delta.getKey(), new CountMessage(delta), time), COUNTS);
    }

    private static void cancel(Task task) {
        if (task.timer != null) {
            task.timer.cancel();
            task.timer = null;
        }
    }

    @Override
    public void close() {
        if (task != null) {
            cancel(task);
            task.drop.stop();
            task = null;
        }
    }

    private long offset() {
        return task().context.recordMetadata().orElseThrow().offset();
    }

    private Task task() {
        if (task == null) {
            throw new IllegalStateException("not initialised");
        }
        return task;
    }
}
