package dev.fanfare.schemas.published;

import static java.util.stream.Collectors.toMap;

import dev.fanfare.schemas.EventDelta;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/// The schemas of now, by name.
final class Catalogue {

    private static final Path IDL = Path.of("src", "main", "avro");
    private static final Pattern RECORD = Pattern.compile("(?m)^record (\\w+)");

    private Catalogue() {}

    /// What stands on topics: old and new processes read one another's.
    static Map<String, Schema> travelling() {
        return new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1))
                .all().stream()
                        .map(Topic::schema)
                        .filter(schema -> schema.getType() == Schema.Type.RECORD)
                        .distinct()
                        .collect(toMap(Schema::getName, schema -> schema, (one, _) -> one, TreeMap::new));
    }

    /// What stands in stores: read by later versions only.
    static Map<String, Schema> stored() {
        try (Stream<Path> files = Files.list(IDL)) {
            return Stream.concat(
                            Stream.of(EventDelta.getClassSchema()),
                            files.filter(file -> file.getFileName().toString().startsWith("state-"))
                                    .flatMap(Catalogue::records))
                    .collect(toMap(Schema::getName, schema -> schema, (one, _) -> one, TreeMap::new));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Stream<Schema> records(Path idl) {
        try {
            return RECORD.matcher(Files.readString(idl)).results().map((MatchResult found) -> schema(found.group(1)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Schema schema(String name) {
        try {
            return SpecificData.get().getSchema(Class.forName("dev.fanfare.schemas." + name));
        } catch (ClassNotFoundException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
