package dev.fanfare.fanout;

import dev.fanfare.fanout.admit.ReferenceProgress;
import dev.fanfare.fanout.ahead.Paces;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.expand.Backlog;
import dev.fanfare.schemas.traces.Traces;
import java.time.Duration;
import java.time.InstantSource;

/// What the fan-out topology is given beside topics and codecs.
///
/// @param detailLimit people of one event whose deliveries are told one by one
/// @param letters how long dead letters are kept
/// @param references told how far rules and templates were read
/// @param backlog told whether a thread has slices open
/// @param paces how fast the channels work their bulk lanes off
/// @param failures what has thrown in this process, and how often
/// @param traces told of events that are admitted and expanded
public record FanoutParts(
        FanoutSettings settings,
        long detailLimit,
        Duration letters,
        InstantSource clock,
        ReferenceProgress references,
        Backlog backlog,
        Paces paces,
        Failures failures,
        Traces traces) {

    /// Where nothing is traced.
    public FanoutParts(
            FanoutSettings settings,
            long detailLimit,
            Duration letters,
            InstantSource clock,
            ReferenceProgress references,
            Backlog backlog,
            Paces paces,
            Failures failures) {
        this(settings, detailLimit, letters, clock, references, backlog, paces, failures, Traces.OFF);
    }
}
