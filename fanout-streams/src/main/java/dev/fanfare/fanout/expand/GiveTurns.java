package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.expand.Turns.Turn;
import dev.fanfare.schemas.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/// Hands the open slices their turns, one each time its thread has polled, until none is left.
///
/// The punctuator runs only while there is work, since every run makes a commit due.
final class GiveTurns {

    private static final Duration AT_EVERY_POLL = Duration.ofMillis(1);

    private static final Duration PARKED = Duration.ofMillis(250);

    private final Turns turns = new Turns();
    private final List<Turn> parked = new ArrayList<>();
    private final ProcessorContext<?, ?> context;
    private final Backlog backlog;
    private final InstantSource clock;
    private final int partition;
    private final Consumer<Turn> taker;
    private @Nullable Cancellable punctuator;
    private @Nullable Cancellable unparking;

    /// @param taker works on a slice that has its turn, and puts it back unless it ended
    GiveTurns(ProcessorContext<?, ?> context, Backlog backlog, InstantSource clock, Consumer<Turn> taker) {
        this.context = context;
        this.backlog = backlog;
        this.clock = clock;
        this.partition = context.taskId().partition();
        this.taker = taker;
    }

    void add(Turn turn) {
        if (punctuator == null) {
            backlog.add();
            punctuator = context.schedule(AT_EVERY_POLL, PunctuationType.WALL_CLOCK_TIME, _ -> give());
        }
        turns.add(turn);
        backlog.begins(partition, turn.key(), now());
    }

    /// A slice that had its turn and did not end.
    void putBack(Turn turn) {
        turns.putBack(turn);
        backlog.moves(partition, turn.key(), now());
    }

    /// A slice that ended with its turn.
    void ended(Turn turn) {
        backlog.ends(partition, turn.key());
    }

    /// A slice for which there is no room just now: it has its next turn in a while, and holds up nobody until then.
    void park(Turn turn) {
        parked.add(turn);
        if (unparking == null) {
            unparking = context.schedule(PARKED, PunctuationType.WALL_CLOCK_TIME, _ -> unpark());
        }
    }

    private void unpark() {
        cancel(unparking);
        unparking = null;
        List<Turn> again = List.copyOf(parked);
        parked.clear();
        again.forEach(this::add);
    }

    /// A slice that has no more turns, or others.
    void remove(String key) {
        turns.remove(key);
        parked.removeIf(turn -> turn.key().equals(key));
        backlog.ends(partition, key);
        restIfEmpty();
    }

    /// Whether anything as urgent as this, or more, waits.
    boolean before(Priority priority) {
        return turns.before(priority);
    }

    private void give() {
        Turn turn = turns.take();
        if (turn != null) {
            taker.accept(turn);
        }
        restIfEmpty();
    }

    private void restIfEmpty() {
        if (turns.isEmpty()) {
            rest();
        }
    }

    /// All turns are forgotten.
    void close() {
        rest();
        cancel(unparking);
        unparking = null;
        parked.clear();
        turns.clear();
        backlog.leaves(partition);
    }

    private Instant now() {
        return clock.instant();
    }

    private static void cancel(@Nullable Cancellable timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void rest() {
        if (punctuator != null) {
            punctuator.cancel();
            punctuator = null;
            backlog.remove();
        }
    }
}
