package dev.fanfare.standalone.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Which known word may have been meant by one that nobody knows.
public final class Nearest {

    private static final int FARTHEST = 3;

    private Nearest() {}

    public static Optional<String> of(String typed, Collection<String> known) {
        int near = Math.min(FARTHEST, Math.max(1, typed.length() / 2));
        return known.stream()
                .min(Comparator.comparingInt(one -> Distance.between(one, typed)))
                .filter(one -> Distance.between(one, typed) <= near || one.startsWith(typed));
    }

    /// `; did you mean WORD?`, or nothing.
    public static String question(String typed, Collection<String> known) {
        return of(typed, known).map(one -> "; did you mean " + one + "?").orElse("");
    }
}
