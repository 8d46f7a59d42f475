package dev.fanfare.standalone.letters;

import dev.fanfare.standalone.client.Answer;
import dev.fanfare.standalone.work.WorkFailed;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// Asks the front door again while it, or what stands behind it, is away: what was begun goes on without being watched.
///
/// @param most how long nobody may answer
record Patience(Duration most, Duration between) {

    static final Patience USUAL = new Patience(Duration.ofMinutes(2), Duration.ofMillis(500));

    private static final int BUSY = 429;
    private static final int OURS = 500;

    /// @param call that may be made more than once
    /// @throws WorkFailed where it is refused, or nobody has answered for so long
    JsonNode ask(Supplier<Answer> call) {
        long until = System.nanoTime() + most.toNanos();
        while (System.nanoTime() - until < 0) {
            Optional<Answer> answer = answered(call);
            if (answer.isPresent()) {
                return answer.get().orFail().json();
            }
            LockSupport.parkNanos(between.toNanos());
        }
        return call.get().orFail().json();
    }

    private static Optional<Answer> answered(Supplier<Answer> call) {
        try {
            return Optional.of(call.get()).filter(answer -> answer.status() != BUSY && answer.status() < OURS);
        } catch (WorkFailed nobody) {
            return Optional.empty();
        }
    }
}
