package dev.fanfare.track.aging;

import dev.fanfare.schemas.Retention;
import java.time.InstantSource;

/// How long what has ended stays, and by which clock.
public record Aging(Retention retention, InstantSource clock) {}
