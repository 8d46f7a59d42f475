package dev.fanfare.standalone.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.util.ClassUtils;

/// Says of a value that cannot be bound which setting it is of, and what it must be.
final class WrongValue {

    private static final Map<Class<?>, String> KINDS = Map.of(
            Integer.class, "a whole number",
            Long.class, "a whole number",
            Double.class, "a number",
            Boolean.class, "true or false",
            Duration.class, "a duration as 5s, 2m or PT1H",
            URI.class, "a URL");

    private WrongValue() {}

    /// Our own words name the setting; a value that cannot even be read needs its name put before.
    static String inWords(BindException wrong) {
        String deepest = "";
        for (@Nullable Throwable cause = wrong; cause != null; cause = cause.getCause()) {
            deepest = String.valueOf(cause.getMessage());
            if (deepest.startsWith("fanfare.")) {
                return deepest;
            }
            String kind = cause instanceof ConversionFailedException unread ? kind(unread) : "";
            if (!kind.isEmpty()) {
                return wrong.getName() + ": must be " + kind + ", is '" + ((ConversionFailedException) cause).getValue()
                        + "'";
            }
        }
        return wrong.getName() + ": " + deepest;
    }

    private static String kind(ConversionFailedException unread) {
        return KINDS.getOrDefault(
                ClassUtils.resolvePrimitiveIfNecessary(unread.getTargetType().getType()), "");
    }
}
