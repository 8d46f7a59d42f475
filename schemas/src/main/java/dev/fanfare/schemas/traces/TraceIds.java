package dev.fanfare.schemas.traces;

import dev.fanfare.schemas.Sha256;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// An event that brings no trace begins the one that its key names: whoever has the key finds the trace, and any
/// process says the same of it.
final class TraceIds implements IdGenerator {

    private static final ScopedValue<String> NAMED = ScopedValue.newInstance();
    private static final IdGenerator RANDOM = IdGenerator.random();
    private static final int BYTES = 16;
    private static final int RANK_FROM = 18;
    private static final double RANKS = 0x1p56;

    @Override
    public String generateSpanId() {
        return RANDOM.generateSpanId();
    }

    @Override
    public String generateTraceId() {
        return NAMED.isBound() ? NAMED.get() : RANDOM.generateTraceId();
    }

    /// Makes a span that begins this trace.
    static <T> T during(String trace, ScopedValue.CallableOp<T, RuntimeException> begin) {
        return ScopedValue.where(NAMED, trace).call(begin);
    }

    /// The trace of an event.
    static String of(String event) {
        byte[] digest = Sha256.of(("trace\n" + event).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, BYTES);
    }

    /// Where a trace stands among all, from 0 to 1: the last 56 bits say it, as OpenTelemetry has it.
    static double rank(String trace) {
        return HexFormat.fromHexDigitsToLong(trace, RANK_FROM, trace.length()) / RANKS;
    }
}
