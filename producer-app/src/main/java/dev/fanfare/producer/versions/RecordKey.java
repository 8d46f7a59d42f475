package dev.fanfare.producer.versions;

/// A record's key on the topics of rules and templates: the name, or the name, a line feed and an older version.
///
/// @param version [#CURRENT] or 1 and more
record RecordKey(String name, long version) {

    static final long CURRENT = 0;

    static RecordKey of(String key) {
        int feed = key.lastIndexOf('\n');
        return feed > 0 && key.substring(feed + 1).matches("\\d{1,18}")
                ? new RecordKey(key.substring(0, feed), Long.parseLong(key.substring(feed + 1)))
                : new RecordKey(key, CURRENT);
    }

    String text() {
        return version == CURRENT ? name : name + "\n" + version;
    }
}
