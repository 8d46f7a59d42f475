package dev.fanfare.schemas.published;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/// The records within a schema, by name.
final class Records {

    private final Map<String, Schema> found = new LinkedHashMap<>();

    private Records() {}

    static Map<String, Schema> of(Schema schema) {
        Records records = new Records();
        records.walk(schema);
        return records.found;
    }

    private void walk(Schema schema) {
        List<Schema> within =
                switch (schema.getType()) {
                    case RECORD ->
                        found.putIfAbsent(schema.getFullName(), schema) == null
                                ? schema.getFields().stream()
                                        .map(Schema.Field::schema)
                                        .toList()
                                : List.of();
                    case ARRAY -> List.of(schema.getElementType());
                    case MAP -> List.of(schema.getValueType());
                    case UNION -> schema.getTypes();
                    default -> List.of();
                };
        within.forEach(this::walk);
    }
}
