package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.due.DueKeys;
import dev.fanfare.fanout.due.DueQueue;
import dev.fanfare.fanout.due.WaitingThings;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.ReleasedRetry;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.schemas.WaitsFor;
import dev.fanfare.schemas.serde.StoreCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/// One partition's retries by delivery id, and for a day after one has left which attempt it was; of one
/// that a replay sent for as long as dead letters are kept, since another one of its event and person may be replayed.
///
/// A channel that crashed may write the same retry again, also when the first was released long ago.
public final class Retries {

    /// The store's name.
    public static final String STORE = "retries";

    private static final StoreCodec<WaitingRetry> WAITING = StoreCodec.of(WaitingRetry.class);
    private static final StoreCodec<ReleasedRetry> RELEASED = StoreCodec.of(ReleasedRetry.class);
    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final Duration A_WHILE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_FORGETTING = Duration.ofSeconds(1);
    /// No delivery id begins so.
    private static final String CLAIM = "to ";

    private final DueQueue waiting;
    private final DueQueue left;
    /// What people were told, which others put there.
    private final DueQueue told;
    private final RetriesByEvent byEvent;
    private final AwaitedDeliveries awaited;
    private final Duration replayed;
    private @Nullable Instant forgot;
    /// When to look at what is remembered next, as far as is known here.
    private @Nullable Instant forget;

    /// @param letters how long dead letters are kept
    Retries(KeyValueStore<Bytes, byte[]> store, Duration letters) {
        replayed = letters.compareTo(REMEMBERED) > 0 ? letters : REMEMBERED;
        byEvent = new RetriesByEvent(store);
        awaited = new AwaitedDeliveries(store);
        waiting = new DueQueue(store);
        left = new DueQueue(store, DueKeys.LEFT);
        told = new DueQueue(store, DueKeys.TOLD);
    }

    /// On disk, with a changelog.
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
        return DueQueue.store(STORE, DueKeys.WAITING, DueKeys.LEFT, DueKeys.TOLD);
    }

    /// What waits, from the bytes of the queue's thing.
    public static WaitingRetry decode(byte[] thing) {
        return WAITING.decode(thing);
    }

    /// One place in a delivery's life.
    private record Stage(Instant acceptedAt, int replay, int attempt, int holds) implements Comparable<Stage> {

        private static final Comparator<Stage> ORDER = Comparator.comparing(Stage::acceptedAt)
                .thenComparingInt(Stage::replay)
                .thenComparingInt(Stage::attempt)
                .thenComparingInt(Stage::holds);

        static Stage of(WaitingRetry waiting) {
            return new Stage(waiting.getAcceptedAt(), waiting.getReplay(), waiting.getAttempt(), waiting.getHolds());
        }

        static Stage of(ReleasedRetry released, Instant unlessSaid) {
            Instant acceptedAt = released.getAcceptedAt();
            return new Stage(
                    acceptedAt == null ? unlessSaid : acceptedAt,
                    released.getReplay(),
                    released.getAttempt(),
                    released.getHolds());
        }

        @Override
        public int compareTo(Stage other) {
            return ORDER.compare(this, other);
        }
    }

    /// Lets a retry wait. One that is no newer than what has left already, or older than what waits, changes nothing.
    ///
    /// @return whether it waits now
    boolean hold(String id, Instant due, WaitingRetry retry) {
        Stage now = Stage.of(retry);
        byte @Nullable [] gone = left.get(id);
        if (gone != null) {
            ReleasedRetry last = RELEASED.decode(gone);
            if (now.compareTo(Stage.of(last, retry.getAcceptedAt())) <= 0) {
                return false;
            }
        }
        byte @Nullable [] before = waiting.get(id);
        if (before != null && now.compareTo(Stage.of(WAITING.decode(before))) < 0) {
            return false;
        }
        if (before == null) {
            waiting.add(id, retry.getEvent(), due, WAITING.encode(retry));
            awaited.add(id, retry);
        } else {
            waitUntil(id, due, retry);
        }
        return true;
    }

    RetriesByEvent byEvent() {
        return byEvent;
    }

    /// A retry that waits, and until when.
    record Waiting(String id, WaitingRetry retry, Instant due) {}

    Optional<Waiting> waiting(String id) {
        byte @Nullable [] bytes = waiting.get(id);
        return bytes == null
                ? Optional.empty()
                : waiting.due(id).map(due -> new Waiting(id, WAITING.decode(bytes), due));
    }

    /// Those that wait whose ids stand behind `last`, at most `most`, in the order of their ids.
    List<String> ids(String last, int most) {
        return waiting.owners("", last, most);
    }

    AwaitedDeliveries awaited() {
        return awaited;
    }

    /// It waits until then instead.
    void waitUntil(String id, Instant due, WaitingRetry retry) {
        waiting.set(id, retry.getEvent(), due, WAITING.encode(retry));
        awaited.add(id, retry);
    }

    /// It waits as long as it did, with something else in it.
    void replace(String id, WaitingRetry retry) {
        waiting.replace(id, WAITING.encode(retry));
    }

    /// Takes an address for this delivery, for as long as dead letters are kept, unless it is taken.
    ///
    /// @param there the id of a delivery to that address
    boolean claim(String there, String id, Instant now) {
        if (isTaken(there, id)) {
            return false;
        }
        remember(CLAIM + there, now.plus(replayed), id.getBytes(StandardCharsets.UTF_8));
        return true;
    }

    /// Whether another one of its event and person has the address: one that took it, one that waits, one that a
    /// replay has sent, or one that was held.
    ///
    /// @param there the id of a delivery to that address
    boolean isTaken(String there, String id) {
        byte @Nullable [] owner = left.get(CLAIM + there);
        return owner == null ? isTold(there, id) : !id.equals(new String(owner, StandardCharsets.UTF_8));
    }

    private boolean isTold(String there, String id) {
        if (there.equals(id)) {
            return false;
        }
        byte @Nullable [] gone = left.get(there);
        return waiting.get(there) != null || gone != null && isTold(RELEASED.decode(gone));
    }

    private static boolean isTold(ReleasedRetry gone) {
        return gone.getReplay() > 0 || gone.getHeld();
    }

    /// One that has just left waits again.
    void putBack(String id, Instant due, WaitingRetry retry) {
        left.remove(id);
        waitUntil(id, due, retry);
    }

    /// Hands over what waits under this id, if anything does.
    void take(String id, Instant now, Taker taker) {
        byte @Nullable [] bytes = waiting.get(id);
        if (bytes != null) {
            waiting.remove(id);
            leave(id, WAITING.decode(bytes), now, taker);
        }
    }

    /// Takes a retry that left the queue.
    interface Taker {
        void take(String id, WaitingRetry retry);
    }

    /// Hands over what fell due at `since` or later, the longest due first, and forgets what need not be remembered
    /// any longer.
    void release(Instant since, Instant now, int most, Taker taker) {
        if (isTimeToForget(now)) {
            int gone = Math.max(left.release(now, most, (_, _) -> {}), told.release(now, most, (_, _) -> {}));
            forgot = gone < most ? now : null;
            forget = nextToForget();
        }
        waiting.releaseSince(since, now, most, (id, bytes) -> leave(id, WAITING.decode(bytes), now, taker));
    }

    /// Hands over what fell due before, at most `most`; what is urgent goes first, the longest due behind it.
    ///
    /// @return how many were handed over
    int releaseOverdue(Instant before, Instant now, int most, Taker taker) {
        if (most <= 0) {
            return 0;
        }
        List<WaitingThings.Thing> first =
                waiting.overdue(before, most, what -> WAITING.decode(what).getLane() == Lane.EXPRESS);
        for (WaitingThings.Thing overdue : first) {
            // what goes may take others along
            if (waiting.due(overdue.owner()).filter(overdue.due()::equals).isPresent()) {
                take(overdue.owner(), now, taker);
            }
        }
        return first.size();
    }

    /// Hands over what waits for this recipient of events that were accepted before the erasure; at most `most` are
    /// looked at, also where newer ones are among them.
    ///
    /// @return where to go on, if any may be left
    Optional<ErasuresLeft.Left> takeAll(ErasuresLeft.Left erasure, int most, Instant now, Taker taker) {
        List<String> ids = waiting.owners(DeliveryId.beginning(erasure.recipient()), erasure.last(), most);
        for (String id : ids) {
            byte @Nullable [] bytes = waiting.get(id);
            if (bytes == null) {
                continue;
            }
            WaitingRetry retry = WAITING.decode(bytes);
            if (retry.getRecipient().equals(erasure.recipient())
                    && retry.getAcceptedAt().isBefore(erasure.at())) {
                take(id, now, taker);
            }
        }
        return ids.size() < most
                ? Optional.empty()
                : Optional.of(new ErasuresLeft.Left(erasure.recipient(), erasure.at(), ids.getLast()));
    }

    private void leave(String id, WaitingRetry retry, Instant now, Taker taker) {
        remember(
                id,
                now.plus(retry.getReplay() > 0 ? replayed : REMEMBERED),
                RELEASED.encode(new ReleasedRetry(
                        retry.getReplay(),
                        retry.getAttempt(),
                        retry.getAcceptedAt(),
                        retry.getHolds(),
                        retry.getKind() != WaitsFor.RETRY)));
        awaited.remove(id, retry);
        taker.take(id, retry);
    }

    /// Whether anything fell due before then.
    boolean isOverdue(Instant before) {
        return waiting.isDueBefore(before);
    }

    /// A look at what is remembered costs as much as one at what waits, and nothing hurries there, unless the last one
    /// left some of it.
    private boolean isTimeToForget(Instant now) {
        return forgot == null || now.isBefore(forgot) || !now.isBefore(forgot.plus(BETWEEN_FORGETTING));
    }

    private void remember(String owner, Instant until, byte[] what) {
        left.set(owner, until, what);
        if (forget != null && until.plus(A_WHILE).isBefore(forget)) {
            forget = until.plus(A_WHILE);
        }
    }

    private Instant nextToForget() {
        return Stream.of(left, told)
                .flatMap(queue -> queue.soonest().stream())
                .min(Comparator.naturalOrder())
                .map(due -> due.plus(A_WHILE))
                .orElse(Instant.MAX);
    }

    /// When there is something to do next, but for what fell due before; what is remembered may wait a minute longer.
    Optional<Instant> soonestSince(Instant since) {
        if (forget == null) {
            forget = nextToForget();
        }
        return Stream.concat(waiting.soonestSince(since).stream(), Stream.of(forget))
                .min(Comparator.naturalOrder())
                .filter(next -> !next.equals(Instant.MAX));
    }
}
