package dev.fanfare.track.replays;

import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.ReplayAsked;
import dev.fanfare.schemas.ReplayMessage;
import dev.fanfare.schemas.ReplayPace;
import dev.fanfare.schemas.ReplayProgress;
import dev.fanfare.schemas.ReplayStatus;
import dev.fanfare.schemas.ReplayStopped;
import dev.fanfare.track.aging.Aging;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Replays as they are asked for, and the partitions' reports, in; out, what each partition is to do, and twice a
/// second
/// how fast, for as long as any is under way.
@SuppressWarnings("NullAway.Init")
final class RunReplays implements Processor<byte[], ReplayMessage, byte[], Object> {

    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration MEASURED = Duration.ofSeconds(2);
    /// Partitions tell of themselves more often ([dev.fanfare.streams.replay.ReplayParts]).
    private static final Duration SILENT = Duration.ofSeconds(20);

    private final int partitions;
    private final Aging aging;
    private ProcessorContext<byte[], Object> context;
    private KeyValueStore<Bytes, byte[]> store;
    private final Set<String> running = new LinkedHashSet<>();
    /// When a partition told of a replay last: while none does, there is nobody to be told its pace.
    private final Map<String, Instant> heard = new HashMap<>();
    private @Nullable Cancellable timer;

    RunReplays(int partitions, Aging aging) {
        this.partitions = partitions;
        this.aging = aging;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
        store = context.getStateStore(ReplayStore.NAME);
        running.clear();
        heard.clear();
        ReplayStore.all(store).stream()
                .filter(status -> status.getEndedAt() == null)
                .forEach(status -> running.add(status.getAsked().getId()));
        tickWhileAny();
    }

    @Override
    public void process(Record<byte[], ReplayMessage> read) {
        switch (read.value().getContent()) {
            case ReplayAsked asked -> begin(asked);
            case ReplayStopped stopped -> stop(stopped);
            case ReplayProgress progress -> advance(progress);
            default -> throw new IllegalStateException("nothing about a replay");
        }
        tickWhileAny();
    }

    private void begin(ReplayAsked asked) {
        if (ReplayStore.find(store, asked.getId()).isPresent()) {
            return;
        }
        forgetOld();
        List<ReplayProgress> parts = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            parts.add(new ReplayProgress(asked.getId(), partition, false, 0L, 0L, 0L, false, now()));
        }
        ReplayStatus status = new ReplayStatus();
        status.setAsked(asked);
        status.setParts(parts);
        status.setStartedAt(now());
        status.setSeen(0L);
        status.setPerSecond(0.0);
        ReplayStore.put(store, status);
        running.add(asked.getId());
        command(asked.getId(), new DeliveryCommand(asked));
    }

    private void stop(ReplayStopped stopped) {
        ReplayStore.find(store, stopped.getId())
                .filter(status -> status.getEndedAt() == null && status.getStopped() == null)
                .ifPresent(status -> {
                    status.setStopped(stopped);
                    ReplayStore.put(store, status);
                    command(stopped.getId(), new DeliveryCommand(stopped));
                });
    }

    private void advance(ReplayProgress progress) {
        ReplayStatus status = ReplayStore.find(store, progress.getId()).orElse(null);
        int partition = progress.getPartition();
        if (status == null || status.getEndedAt() != null || partition < 0 || partition >= partitions) {
            return;
        }
        status.getParts().set(partition, progress);
        heard.put(progress.getId(), now());
        if (ReplayState.ended(status)) {
            status.setEndedAt(now());
            running.remove(progress.getId());
            heard.remove(progress.getId());
            context.forward(record(progress.getId(), TellAudit.end(status, now())), Replays.AUDIT);
        }
        ReplayStore.put(store, status);
    }

    private void tick() {
        for (String id : List.copyOf(running)) {
            ReplayStore.find(store, id).ifPresent(status -> {
                measure(status);
                pace(status);
            });
        }
        tickWhileAny();
    }

    private void pace(ReplayStatus status) {
        ReplayAsked asked = status.getAsked();
        Integer perSecond = asked.getPerSecond();
        Instant last = heard.getOrDefault(asked.getId(), Instant.EPOCH);
        if (perSecond != null
                && status.getStopped() == null
                && last.plus(SILENT).isAfter(now())) {
            List<Double> shares = SharePace.of(perSecond, status.getParts());
            if (shares.stream().allMatch(share -> share == 0)) {
                return;
            }
            command(asked.getId(), new DeliveryCommand(new ReplayPace(asked.getId(), shares)));
        }
    }

    private void measure(ReplayStatus status) {
        long done = ReplayState.sum(status, ReplayProgress::getDone);
        Instant since = status.getSeenAt() == null ? status.getStartedAt() : status.getSeenAt();
        Duration passed = Duration.between(since, now());
        if (passed.compareTo(MEASURED) >= 0) {
            status.setPerSecond((done - status.getSeen()) * 1_000.0 / passed.toMillis());
            status.setSeen(done);
            status.setSeenAt(now());
            ReplayStore.put(store, status);
        }
    }

    private void forgetOld() {
        Instant old = now().minus(aging.retention().deadLetters());
        ReplayStore.all(store).stream()
                .filter(status ->
                        status.getEndedAt() != null && status.getEndedAt().isBefore(old))
                .forEach(status -> ReplayStore.drop(store, status));
    }

    private void command(String id, DeliveryCommand command) {
        context.forward(record(id, command), Replays.COMMANDS);
    }

    private Record<byte[], Object> record(String id, Object value) {
        return new Record<>(id.getBytes(StandardCharsets.UTF_8), value, now().toEpochMilli());
    }

    private Instant now() {
        return aging.clock().instant();
    }

    private void tickWhileAny() {
        if (running.isEmpty()) {
            close();
        } else if (timer == null) {
            timer = context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> tick());
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
