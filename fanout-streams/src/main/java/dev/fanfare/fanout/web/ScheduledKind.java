package dev.fanfare.fanout.web;

import dev.fanfare.schemas.Names;
import dev.fanfare.streams.Page;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Why something waits.
enum ScheduledKind {
    SENDAT,
    RETRY,
    QUIET,
    DIGEST,
    CAP,
    STEP;

    /// The kind that was asked for, or all.
    ///
    /// @throws org.springframework.web.server.ResponseStatusException 400 where there is no such kind
    static Set<ScheduledKind> asked(@Nullable String name) {
        return name == null
                ? EnumSet.allOf(ScheduledKind.class)
                : EnumSet.of(Names.parse(ScheduledKind.class, name)
                        .orElseThrow(() -> Page.wrong("kind: must be one of "
                                + Arrays.stream(values()).map(Names::of).collect(Collectors.joining(", "))
                                + ", is "
                                + name)));
    }
}
