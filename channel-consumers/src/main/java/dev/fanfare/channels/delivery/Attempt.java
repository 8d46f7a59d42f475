package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.TraceContext;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// One try of one delivery.
///
/// @param number from 1
/// @param input the record as it came
/// @param firstFailure what the first attempt failed of, where this is a later one
/// @param provider who was asked; null for nobody
/// @param traced as a step of its event's trace
record Attempt(
        Delivery delivery,
        int number,
        ConsumerRecord<byte[], byte[]> input,
        Optional<String> firstFailure,
        @Nullable String provider,
        TraceAttempt traced) {

    private static final int MOST = 10_000;

    static Attempt of(Delivery delivery, ConsumerRecord<byte[], byte[]> input) {
        long number = RecordHeaders.number(input.headers(), RecordHeaders.ATTEMPT, 1);
        return new Attempt(
                delivery,
                Math.clamp(number, 1, MOST),
                input,
                RecordHeaders.get(input.headers(), RecordHeaders.FIRST_FAILURE),
                null,
                TraceAttempt.unrecorded(TraceContext.of(input.headers()).orElse(null)));
    }

    /// Of a provider, this one included if it was one.
    int calls() {
        return provider == null ? number - 1 : number;
    }

    Attempt by(String provider) {
        return new Attempt(delivery, number, input, firstFailure, provider, traced);
    }

    Attempt traced(TraceAttempt step) {
        return step == traced ? this : new Attempt(delivery, number, input, firstFailure, provider, step);
    }

    /// How often it has waited so far as this same attempt: for the end of its event's pause, of a throttle or of a
    /// breaker.
    int holds() {
        return Math.clamp(RecordHeaders.number(input.headers(), RecordHeaders.HOLDS, 0), 0, MOST);
    }

    /// Whether it was asked before, or waited for a breaker: it may be the one that hangs.
    boolean cameBack() {
        return number > 1 || holds() > throttles();
    }

    /// How many of these waits its provider asked for.
    int throttles() {
        return Math.clamp(RecordHeaders.number(input.headers(), RecordHeaders.THROTTLES, 0), 0, holds());
    }
}
