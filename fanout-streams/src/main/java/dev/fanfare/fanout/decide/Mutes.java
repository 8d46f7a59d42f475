package dev.fanfare.fanout.decide;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Names;
import java.util.List;

/// What a person does not want to hear of: `TYPE`, `TYPE.*`, `CHANNEL:TYPE`, `CHANNEL:TYPE.*`, `*` or `CHANNEL:*`.
final class Mutes {

    private Mutes() {}

    static boolean mute(List<String> patterns, Channel channel, String type) {
        return !patterns.isEmpty() && patterns.stream().anyMatch(pattern -> matches(pattern, channel, type));
    }

    private static boolean matches(String pattern, Channel channel, String type) {
        String prefix = Names.of(channel) + ":";
        return matches(pattern, type)
                || pattern.startsWith(prefix) && matches(pattern.substring(prefix.length()), type);
    }

    private static boolean matches(String pattern, String type) {
        if (pattern.equals("*") || pattern.equals(type)) {
            return true;
        }
        return pattern.endsWith(".*") && type.startsWith(pattern.substring(0, pattern.length() - 1));
    }
}
