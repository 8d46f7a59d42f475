package dev.fanfare.producer.versions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// What stands on a compacted topic of rules or templates, by name and by version.
public final class Copy<T> {

    private final NavigableMap<String, T> current = new ConcurrentSkipListMap<>();
    private final NavigableMap<String, NavigableMap<Long, T>> older = new ConcurrentSkipListMap<>();
    /// Names known only from the disk, not from the topic.
    private final Set<String> remembered = ConcurrentHashMap.newKeySet();

    public Optional<T> current(String key) {
        return Optional.ofNullable(current.get(key));
    }

    /// The current ones in order of their names, from behind `after` on.
    public Collection<T> after(String after) {
        return current.tailMap(after, false).values();
    }

    /// All versions of one name but the current, the newest first.
    public List<T> older(String key) {
        NavigableMap<Long, T> versions = older.get(key);
        return versions == null
                ? List.of()
                : new ArrayList<>(versions.descendingMap().values());
    }

    /// Takes one in that stood on the topic before this process was started.
    void remember(String name, T value) {
        remembered.add(name);
        current.put(name, value);
    }

    /// Now that the whole topic is read: what it does not hold any more is gone.
    void forgetRemembered() {
        remembered.forEach(current::remove);
        remembered.clear();
    }

    void clear() {
        remembered.clear();
        current.clear();
        older.clear();
    }

    /// Takes a record in.
    void put(RecordKey key, T value) {
        if (key.version() == RecordKey.CURRENT) {
            remembered.remove(key.name());
            current.put(key.name(), value);
        } else {
            older.computeIfAbsent(key.name(), _ -> new ConcurrentSkipListMap<>())
                    .put(key.version(), value);
        }
    }

    /// Takes a deletion in.
    void remove(RecordKey key) {
        if (key.version() == RecordKey.CURRENT) {
            remembered.remove(key.name());
            current.remove(key.name());
            return;
        }
        NavigableMap<Long, T> versions = older.get(key.name());
        if (versions != null) {
            versions.remove(key.version());
        }
    }
}
