package dev.fanfare.fanout.web;

import dev.fanfare.schemas.Names;
import dev.fanfare.streams.Page;
import java.util.Arrays;
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

    /// Whether the kind that was asked for, if one was, is this one.
    ///
    /// @throws org.springframework.web.server.ResponseStatusException 400 where there is no such kind
    boolean in(@Nullable String asked) {
        return asked == null
                || Names.parse(ScheduledKind.class, asked)
                                .orElseThrow(() -> Page.wrong("kind: must be one of "
                                        + Arrays.stream(values()).map(Names::of).collect(Collectors.joining(", "))
                                        + ", is "
                                        + asked))
                        == this;
    }
}
