package dev.fanfare.schemas.door;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Says of a query parameter that cannot be read what it must be.
public final class WrongParameter {

    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, long.class, Long.class);

    private WrongParameter() {}

    /// @param type that was asked for; null where nobody knows
    /// @param value as it was sent
    public static String inWords(String name, @Nullable Class<?> type, @Nullable Object value) {
        String must = type == null
                ? "something else"
                : WHOLE.contains(type)
                        ? "a whole number"
                        : type == boolean.class || type == Boolean.class ? "true or false" : "something else";
        return name + ": must be " + must + ", is '" + value + "'";
    }
}
