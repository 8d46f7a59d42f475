package dev.fanfare.channels.live;

import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.Live;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what open streams are told from its topic, as far as their partitions go, and from where the first of them
/// left off. A partition that is read again for one reader is told to the others no second time: each stream knows
/// what it has seen.
public final class TailLive implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TailLive.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final long BACK_OFF_MS = 500;
    private static final long CLOSE_MS = 2_000;

    private final Topics topics;
    private final Streams streams;
    private final MakeFrame frames;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Map<TopicPartition, Place> places = new HashMap<>();
    private final Queue<Coming> coming = new ConcurrentLinkedQueue<>();
    private final Semaphore work = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("tail-live").daemon().unstarted(this::run);
    private final AtomicBoolean polling = new AtomicBoolean();
    private volatile @Nullable Consumer<byte[], byte[]> current;
    private volatile boolean closing;

    /// A stream that has no place yet.
    ///
    /// @param after what its reader has seen; null for nothing
    private record Coming(
            OpenStream stream,
            TopicPartition partition,
            @Nullable Long after) {}

    /// What it is made of, beside the topic and its consumer.
    public record Parts(Streams streams, ErasedPeople erased, InstantSource clock) {}

    /// @param consumers of a consumer that belongs to no group, asks for no offset of its own and reads what is
    /// committed
    public static TailLive of(Topics topics, Codecs codecs, Parts parts, Supplier<Consumer<byte[], byte[]>> consumers) {
        MakeFrame frames = new MakeFrame(codecs.of(topics.live(), Live.class), parts.erased(), parts.clock());
        return new TailLive(topics, parts.streams(), frames, consumers);
    }

    TailLive(Topics topics, Streams streams, MakeFrame frames, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.topics = topics;
        this.streams = streams;
        this.frames = frames;
        this.consumers = consumers;
    }

    public void start() {
        thread.start();
    }

    /// Whether streams are served; true until it is started.
    public boolean isRunning() {
        return thread.getState() == Thread.State.NEW || thread.isAlive();
    }

    @Override
    public void close() {
        closing = true;
        hurry();
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /// Gives a stream its place soon.
    void add(OpenStream stream, @Nullable Long after) {
        coming.add(new Coming(stream, partition(stream.recipient()), after));
        hurry();
    }

    /// The first of many cuts the poll short; what finds them their places is not cut short by those who come then.
    private void hurry() {
        work.release();
        Consumer<byte[], byte[]> now = current;
        if (polling.getAndSet(false) && now != null) {
            now.wakeup();
        }
    }

    private void run() {
        while (!closing) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                tail(consumer);
            } catch (InvalidOffsetException gone) {
                LOG.atWarn().setCause(gone).log("What streams are told cannot be read on; their readers begin anew");
                gone.partitions().forEach(this::beginAnew);
            } catch (RuntimeException away) {
                LOG.atWarn().setCause(away).log("What streams are told cannot be read, and is tried again");
                pause(BACK_OFF_MS);
            } finally {
                current = null;
            }
        }
    }

    private void tail(Consumer<byte[], byte[]> consumer) {
        consumer.assign(places.keySet());
        places.forEach((partition, place) -> consumer.seek(partition, place.next()));
        while (!closing) {
            try {
                leave(consumer);
                begin(consumer);
                if (places.isEmpty()) {
                    pause(POLL.toMillis());
                } else {
                    poll(consumer);
                }
            } catch (WakeupException somebodyComes) {
                LOG.trace("woken");
            }
        }
    }

    private void poll(Consumer<byte[], byte[]> consumer) {
        polling.set(true);
        try {
            consumer.poll(work.availablePermits() == 0 ? POLL : Duration.ZERO).forEach(this::tell);
        } finally {
            polling.set(false);
        }
        places.forEach((partition, place) -> place.reached(consumer.position(partition, PATIENCE)));
    }

    private void tell(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String recipient = new String(record.key(), StandardCharsets.UTF_8);
        List<OpenStream> open = streams.of(recipient);
        if (!open.isEmpty()) {
            frames.run(recipient, record).ifPresent(frame -> open.forEach(stream -> stream.offer(frame)));
            streams.makeRoom();
        }
    }

    /// Partitions without a stream are read no further.
    private void leave(Consumer<byte[], byte[]> consumer) {
        if (places.values().removeIf(Place::isLeft)) {
            consumer.assign(places.keySet());
        }
    }

    private void begin(Consumer<byte[], byte[]> consumer) {
        List<Coming> now = takeComing();
        if (now.isEmpty()) {
            return;
        }
        try {
            List<TopicPartition> theirs =
                    now.stream().map(Coming::partition).distinct().toList();
            Map<TopicPartition, Long> firsts = consumer.beginningOffsets(theirs, PATIENCE);
            Map<TopicPartition, Long> ends = consumer.endOffsets(theirs, PATIENCE);
            enter(consumer, ends);
            now.forEach(one -> begin(consumer, one, at(firsts, one), at(ends, one)));
        } catch (RuntimeException away) {
            coming.addAll(now);
            throw away;
        }
    }

    private void enter(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Place> added = ends.entrySet().stream()
                .filter(end -> !places.containsKey(end.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, end -> new Place(end.getValue())));
        if (!added.isEmpty()) {
            places.putAll(added);
            consumer.assign(places.keySet());
            added.forEach((partition, place) -> consumer.seek(partition, place.next()));
        }
    }

    private void begin(Consumer<byte[], byte[]> consumer, Coming one, long first, long end) {
        Place place = Objects.requireNonNull(places.get(one.partition()));
        switch (Begin.of(one.after(), first, end)) {
            case Begin.Anew(var at) -> hasBegun(one.stream(), place, at, MakeFrame.reset(at));
            case Begin.GoOn(var at) -> {
                if (hasBegun(one.stream(), place, at, null) && at < place.next()) {
                    place.goBack(at, end);
                    consumer.seek(one.partition(), at);
                }
            }
        }
    }

    private boolean hasBegun(OpenStream stream, Place place, long at, @Nullable Frame first) {
        boolean there = stream.begin(place, at, first);
        if (there) {
            streams.begun(stream);
        }
        return there;
    }

    private static long at(Map<TopicPartition, Long> offsets, Coming one) {
        return Objects.requireNonNull(offsets.get(one.partition()));
    }

    /// All who can be given their place now.
    private List<Coming> takeComing() {
        work.drainPermits();
        List<Coming> now = new ArrayList<>();
        List<Coming> later = new ArrayList<>();
        for (Coming one = coming.poll(); one != null; one = coming.poll()) {
            Place place = places.get(one.partition());
            (place != null && place.isReadingAgain() ? later : now).add(one);
        }
        coming.addAll(later);
        return now;
    }

    private void beginAnew(TopicPartition partition) {
        places.remove(partition);
        streams.all().stream()
                .filter(stream -> partition(stream.recipient()).equals(partition))
                .forEach(stream -> coming.add(new Coming(stream, partition, null)));
    }

    private TopicPartition partition(String recipient) {
        return new TopicPartition(topics.live().name(), topics.partitioning().of(recipient));
    }

    private void pause(long most) {
        try {
            work.tryAcquire(most, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
