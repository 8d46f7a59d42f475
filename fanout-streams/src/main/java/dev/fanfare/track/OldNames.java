package dev.fanfare.track;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import org.jspecify.annotations.Nullable;

/// Lets `notification_created_total` keep its name, from which Prometheus' client would take `_created` as a reserved
/// ending.
record OldNames(NamingConvention usual) implements NamingConvention {

    private static final String CREATED = "notification.created";

    @Override
    public String name(String name, Meter.Type type, @Nullable String baseUnit) {
        return name.equals(CREATED) ? "notification_created" : usual.name(name, type, baseUnit);
    }

    @Override
    public String tagKey(String key) {
        return usual.tagKey(key);
    }

    @Override
    public String tagValue(String value) {
        return usual.tagValue(value);
    }
}
