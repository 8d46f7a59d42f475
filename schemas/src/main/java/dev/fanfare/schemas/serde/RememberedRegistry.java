package dev.fanfare.schemas.serde;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/// Asks a registry once for each thing, so that one that is away is missed only for what is new.
///
/// An id that the registry does not know is not asked for again for a while: a flood of rubbish is no flood of calls.
final class RememberedRegistry implements SchemaRegistry {

    private static final long UNKNOWN_FOR_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int UNKNOWN_MOST = 10_000;

    private final SchemaRegistry asked;
    private final Map<Named, Integer> registered = new ConcurrentHashMap<>();
    private final Map<Named, Integer> found = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<Integer, Long> unknown = new ConcurrentHashMap<>();

    private record Named(String subject, Schema schema) {}

    RememberedRegistry(SchemaRegistry asked) {
        this.asked = asked;
    }

    @Override
    public int register(String subject, Schema schema) {
        return once(registered, new Named(subject, schema), () -> asked.register(subject, schema));
    }

    @Override
    public Map<String, Integer> register(Map<String, Schema> bySubject) {
        Map<String, Integer> ids = asked.register(bySubject);
        bySubject.forEach((subject, schema) -> {
            Integer id = ids.get(subject);
            if (id != null) {
                registered.put(new Named(subject, schema), id);
            }
        });
        return ids;
    }

    @Override
    public int find(String subject, Schema schema) {
        return once(found, new Named(subject, schema), () -> asked.find(subject, schema));
    }

    @Override
    public boolean answers() {
        return asked.answers();
    }

    /// Asked each time: it may change.
    @Override
    public int latest(String subject) {
        return asked.latest(subject);
    }

    @Override
    public Schema byId(int id) {
        Long since = unknown.get(id);
        if (since != null && System.nanoTime() - since < UNKNOWN_FOR_NANOS) {
            throw new RegistryException("no schema has the id " + id, false, null);
        }
        try {
            return once(schemas, id, () -> asked.byId(id));
        } catch (RegistryException none) {
            if (!none.passing()) {
                remember(id);
            }
            throw none;
        }
    }

    private void remember(int id) {
        if (unknown.size() >= UNKNOWN_MOST) {
            unknown.clear();
        }
        unknown.put(id, System.nanoTime());
    }

    /// Not under a lock: a registry that is slow over one id holds up nobody who needs another.
    private static <K, V> V once(Map<K, V> known, K key, Supplier<V> ask) {
        V value = known.get(key);
        if (value == null) {
            value = ask.get();
            known.put(key, value);
        }
        return value;
    }
}
