package dev.fanfare.producer.console;

import java.util.Map;

/// What a page may say was done: these sentences and no others, whatever an address holds.
final class Notices {

    private static final Map<String, String> ALL = Map.ofEntries(
            Map.entry("cancel", "The event is being cancelled: no provider is called for it any more."),
            Map.entry("pause", "Paused: nothing more is begun until it is resumed."),
            Map.entry("resume", "Resumed."),
            Map.entry("retry", "It is sent again now."),
            Map.entry("now", "It goes on now."),
            Map.entry("replay", "The replay has begun."),
            Map.entry("discard", "The letters are being discarded."),
            Map.entry("stop", "The replay is being stopped."),
            Map.entry("saved", "Saved, and in force."),
            Map.entry("deleted", "Deleted."),
            Map.entry("read", "Marked as read."),
            Map.entry("signed-out", "You are signed out."));

    private Notices() {}

    static String of(String code) {
        return ALL.getOrDefault(code, "");
    }
}
