package dev.fanfare.schemas;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The spelling of our enums outside: `in-app`, `no-address`, `urgent`; states are spelled in capitals.
public final class Names {

    private Names() {}

    /// `IN_APP` is `in-app`.
    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The value of that spelling, in any case of letters, or nothing.
    public static <E extends Enum<E>> Optional<E> parse(Class<E> type, String spelling) {
        String name = spelling.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(name))
                .findFirst();
    }
}
