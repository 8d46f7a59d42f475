package dev.fanfare.producer.live;

/// One block of a stream of server-sent events.
///
/// @param id empty where it says none
/// @param event its name; empty in a sign of life
/// @param data one line; empty in a sign of life
record Told(String id, String event, String data) {

    /// The last one, without an id.
    static final String END = "end";

    boolean isEvent() {
        return !data.isEmpty();
    }

    boolean isEnd() {
        return event.equals(END);
    }
}
