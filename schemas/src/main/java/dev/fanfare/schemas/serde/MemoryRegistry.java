package dev.fanfare.schemas.serde;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/// A registry for one process that keeps nothing: for topologies in virtual time and other tests.
public final class MemoryRegistry implements SchemaRegistry {

    private final Map<Integer, Schema> known = new ConcurrentHashMap<>();
    private final Map<String, Integer> latest = new ConcurrentHashMap<>();

    @Override
    public int register(String subject, Schema schema) {
        int id = TopicRegistry.idOf(schema);
        known.put(id, schema);
        latest.put(subject, id);
        return id;
    }

    @Override
    public int find(String subject, Schema schema) {
        byId(TopicRegistry.idOf(schema));
        return TopicRegistry.idOf(schema);
    }

    @Override
    public int latest(String subject) {
        Integer id = latest.get(subject);
        if (id == null) {
            throw new RegistryException("nothing is registered under " + subject, false, null);
        }
        return id;
    }

    @Override
    public Schema byId(int id) {
        Schema schema = known.get(id);
        if (schema == null) {
            throw new RegistryException("no schema has the id " + id, false, null);
        }
        return schema;
    }
}
