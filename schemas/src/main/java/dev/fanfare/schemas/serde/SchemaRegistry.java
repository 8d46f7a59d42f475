package dev.fanfare.schemas.serde;

import java.util.Map;
import org.apache.avro.Schema;

/// Gives schemas their ids and finds them again.
public interface SchemaRegistry {

    /// The id of this schema under this subject, registered now if it was not yet.
    ///
    /// @throws RegistryException where the registry does not answer or refuses
    int register(String subject, Schema schema);

    /// Many at once, by subject.
    ///
    /// @throws RegistryException where the registry does not answer or refuses one
    default void register(Map<String, Schema> schemas) {
        schemas.forEach(this::register);
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
