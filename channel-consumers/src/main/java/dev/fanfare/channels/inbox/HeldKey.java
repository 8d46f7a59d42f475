package dev.fanfare.channels.inbox;

/// Where a delivery of a paused event is held. No id holds a line feed.
///
/// @param event the event key
/// @param recipient whose it is
/// @param delivery its id
record HeldKey(String event, String recipient, String delivery) {

    private static final char BETWEEN = '\n';
    private static final char BEHIND = BETWEEN + 1;

    static HeldKey parse(String text) {
        String[] parts = text.split("\n", 3);
        return new HeldKey(parts[0], parts[1], parts[2]);
    }

    /// From an entry of [#byPerson].
    static HeldKey parseByPerson(String text) {
        String[] parts = text.split("\n", 4);
        return new HeldKey(parts[2], parts[1], parts[3]);
    }

    String text() {
        return event + BETWEEN + recipient + BETWEEN + delivery;
    }

    /// The entry that finds it by its person; all of them lie before all events.
    String byPerson() {
        return beforePerson(recipient) + event + BETWEEN + delivery;
    }

    static String beforeEvents() {
        return String.valueOf(BEHIND);
    }

    static String behindEvents() {
        return String.valueOf(Character.MAX_VALUE);
    }

    static String behind(String event) {
        return event + BEHIND;
    }

    static String beforePerson(String recipient) {
        return BETWEEN + recipient + BETWEEN;
    }

    static String behindPerson(String recipient) {
        return BETWEEN + recipient + BEHIND;
    }
}
