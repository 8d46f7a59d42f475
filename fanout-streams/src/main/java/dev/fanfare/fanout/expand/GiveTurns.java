package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.expand.Turns.Turn;
import dev.fanfare.schemas.Priority;
import java.time.Duration;
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

    private final Turns turns = new Turns();
    private final ProcessorContext<?, ?> context;
    private final Backlog backlog;
    private final Consumer<Turn> taker;
    private @Nullable Cancellable punctuator;

    /// @param taker works on a slice that has its turn, and puts it back unless it ended
    GiveTurns(ProcessorContext<?, ?> context, Backlog backlog, Consumer<Turn> taker) {
        this.context = context;
        this.backlog = backlog;
        this.taker = taker;
    }

    void add(Turn turn) {
        if (punctuator == null) {
            backlog.add();
            punctuator = context.schedule(AT_EVERY_POLL, PunctuationType.WALL_CLOCK_TIME, _ -> give());
        }
        turns.add(turn);
    }

    /// A slice that had its turn and did not end.
    void putBack(Turn turn) {
        turns.putBack(turn);
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
        if (turns.isEmpty()) {
            rest();
        }
    }

    /// All turns are forgotten.
    void close() {
        rest();
        turns.clear();
    }

    private void rest() {
        if (punctuator != null) {
            punctuator.cancel();
            punctuator = null;
            backlog.remove();
        }
    }
}
