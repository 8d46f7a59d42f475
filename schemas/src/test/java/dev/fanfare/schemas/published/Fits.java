package dev.fanfare.schemas.published;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/// Where a schema does not fit the published ones; each fault names the version, the direction and the field.
final class Fits {

    private Fits() {}

    /// FULL_TRANSITIVE: each reads every other's records.
    static List<String> bothWays(Schema now, List<Schema> published) {
        return Stream.concat(backwards(now, published).stream(), forwards(now, published))
                .toList();
    }

    /// BACKWARD_TRANSITIVE: what was written by any version is read by this one.
    static List<String> backwards(Schema now, List<Schema> published) {
        return versions(published)
                .flatMap(version -> faults("now cannot read version " + (version + 1), now, published.get(version)))
                .toList();
    }

    private static Stream<String> forwards(Schema now, List<Schema> published) {
        return versions(published)
                .flatMap(version -> faults(
                        "version " + (version + 1) + " cannot read what is written now", published.get(version), now));
    }

    private static Stream<Integer> versions(List<Schema> published) {
        return IntStream.range(0, published.size()).boxed();
    }

    /// Of a record within a union Avro says only that it does not fit: so each record is held against its like, too.
    private static Stream<String> faults(String who, Schema reader, Schema writer) {
        if (check(reader, writer).findAny().isEmpty()) {
            return Stream.empty();
        }
        Map<String, Schema> written = Records.of(writer);
        return Records.of(reader).values().stream()
                .filter(record -> written.containsKey(record.getFullName()))
                .flatMap(record -> check(record, written.get(record.getFullName())))
                .distinct()
                .map(fault -> who + ": " + fault);
    }

    private static Stream<String> check(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(fault -> path(reader, fault) + ": " + fault.getType() + ": " + fault.getMessage());
    }

    /// `Slice.template.locales.subject` for `/fields/8/type/…`.
    private static String path(Schema reader, Incompatibility fault) {
        StringBuilder path = new StringBuilder(reader.getName());
        Schema at = reader;
        Iterator<String> steps = List.of(fault.getLocation().split("/")).iterator();
        while (steps.hasNext()) {
            String step = steps.next();
            if (step.equals("fields")) {
                Schema.Field field = at.getFields().get(Integer.parseInt(steps.next()));
                path.append('.').append(field.name());
                at = field.schema();
            } else {
                at = within(at, step);
            }
        }
        return path.toString();
    }

    /// "type" stands where we are; "symbols", "name" and "size" are the type's own.
    private static Schema within(Schema at, String step) {
        return switch (step) {
            case "items" -> at.getElementType();
            case "values" -> at.getValueType();
            default ->
                step.matches("\\d+") && at.getType() == Schema.Type.UNION
                        ? at.getTypes().get(Integer.parseInt(step))
                        : at;
        };
    }
}
