package dev.fanfare.schemas;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The spelling of our enums outside: `in-app`, `no-address`, `urgent`; states are spelled in capitals. And of
/// durations.
public final class Names {

    private static final Map<String, Duration> UNITS = units();

    private Names() {}

    /// `IN_APP` is `in-app`.
    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// As a setting says it, in the largest unit that divides it: `7d`, `90s`, `100ms`.
    public static String of(Duration time) {
        if (time.isZero()) {
            return "0s";
        }
        return UNITS.entrySet().stream()
                .filter(unit -> time.toMillis() % unit.getValue().toMillis() == 0)
                .findFirst()
                .map(unit -> time.dividedBy(unit.getValue()) + unit.getKey())
                .orElseGet(time::toString);
    }

    /// The value of that spelling, in any case of letters, or nothing.
    public static <E extends Enum<E>> Optional<E> parse(Class<E> type, String spelling) {
        String name = spelling.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(name))
                .findFirst();
    }

    /// The largest first.
    private static Map<String, Duration> units() {
        Map<String, Duration> units = new LinkedHashMap<>();
        units.put("d", Duration.ofDays(1));
        units.put("h", Duration.ofHours(1));
        units.put("m", Duration.ofMinutes(1));
        units.put("s", Duration.ofSeconds(1));
        units.put("ms", Duration.ofMillis(1));
        return units;
    }
}
