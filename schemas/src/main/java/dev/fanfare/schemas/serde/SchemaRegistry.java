package dev.fanfare.schemas.serde;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/// Gives schemas their ids and finds them again.
public interface SchemaRegistry {

    /// The id of this schema under this subject, registered now if it was not yet.
    ///
    /// @throws RegistryException where the registry does not answer or refuses
    int register(String subject, Schema schema);

    /// Many at once, by subject; their ids, by subject.
    ///
    /// @throws RegistryException where the registry does not answer or refuses one
    default Map<String, Integer> register(Map<String, Schema> schemas) {
        Map<String, Integer> ids = new HashMap<>();
        schemas.forEach((subject, schema) -> ids.put(subject, register(subject, schema)));
        return ids;
    }

    /// The id of this schema under this subject, which must have been registered before.
    ///
    /// @throws RegistryException where it was not, or the registry does not answer
    int find(String subject, Schema schema);

    /// The newest id under this subject.
    ///
    /// @throws RegistryException where there is none, or the registry does not answer
    int latest(String subject);

    /// Whether it can be asked just now.
    default boolean answers() {
        return true;
    }

    /// The schema of this id.
    ///
    /// @throws RegistryException where there is none, or the registry does not answer
    Schema byId(int id);
}
