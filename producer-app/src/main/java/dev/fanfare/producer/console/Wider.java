package dev.fanfare.producer.console;

import java.util.List;

/// What a person does not want to hear of, where it names more than one type: `*`, `TYPE.*`, and both behind a channel.
record Wider(List<String> mutes) {

    /// By which a type is off, as fan-out reads it; empty where by none of them.
    ///
    /// @param on empty for every channel, or one with a colon
    String of(String on, String type) {
        return mutes.stream()
                .filter(mute -> mute.startsWith(on) && covers(mute.substring(on.length()), type))
                .findFirst()
                .orElse("");
    }

    private static boolean covers(String pattern, String type) {
        return pattern.equals("*")
                || pattern.endsWith(".*") && type.startsWith(pattern.substring(0, pattern.length() - 1));
    }
}
