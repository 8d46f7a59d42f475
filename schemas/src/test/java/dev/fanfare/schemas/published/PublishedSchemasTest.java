package dev.fanfare.schemas.published;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.serde.PublishedSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedSchemasTest {

    private static final String TEXT = """
            {"type": "record", "name": "Person", "fields": [
              {"name": "id", "type": "string"},
              {"name": "age", "type": "int"},
              {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
              {"name": "home", "type": ["null", {"type": "record", "name": "Home", "fields": [
                {"name": "town", "type": "string"}]}], "default": null}]}""";

    private static final Schema PUBLISHED = parse(TEXT);

    @ParameterizedTest
    @MethodSource("travelling")
    void what_travels_fits_every_published_version_both_ways(String name, Schema now) {
        assertThat(Fits.bothWays(now, PublishedSchemas.of(name))).as(name).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("stored")
    void what_is_stored_can_be_read_by_later_versions(String name, Schema now) {
        assertThat(Fits.backwards(now, PublishedSchemas.of(name))).as(name).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void what_is_kept_is_canonical_numbered_without_gaps_and_still_has_its_record(Path file) throws IOException {
        String name = String.valueOf(file.getParent().getFileName());
        String kept = Files.readString(file);

        assertThat(PublishedSchemas.canonical(parse(kept))).isEqualTo(kept);
        assertThat(PublishedSchemas.of(name)).contains(parse(kept)).doesNotHaveDuplicates();
        assertThat(Stream.concat(Catalogue.travelling().keySet().stream(), Catalogue.stored().keySet().stream()))
                .contains(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name": "age", "type": "int"},          |                                                  | version 1 cannot read what is written now | Person.age
            "type": "int"                            | "type": "string"                                 | now cannot read version 1                 | Person.age
            {"name": "age",                          | {"name": "size", "type": "long"}, {"name": "age", | now cannot read version 1                 | Person.size
            {"name": "age",                          | {"name": "years",                                | now cannot read version 1                 | Person.years
            ["A", "B"]                               | ["A", "B", "C"]                                  | version 1 cannot read what is written now | Person.kind
            ["A", "B"]                               | ["A"]                                            | now cannot read version 1                 | Person.kind
            {"name": "town", "type": "string"}       | {"name": "town", "type": "int"}                  | now cannot read version 1                 | Home.town
            ["null", {"type": "record"               | ["null", "int", {"type": "record"                | version 1 cannot read what is written now | Person.home
            """)
    void a_change_that_does_not_fit_is_told_with_its_field(
            String before, @Nullable String after, String who, String field) {
        Schema changed = parse(TEXT.replace(before, after == null ? "" : after));

        assertThat(Fits.bothWays(changed, List.of(PUBLISHED)))
                .anySatisfy(fault -> assertThat(fault).startsWith(who).contains(field));
    }

    @Test
    void a_field_with_a_default_fits() {
        Schema changed = parse(TEXT.replace(
                "{\"name\": \"age\",",
                "{\"name\": \"size\", \"type\": \"long\", \"default\": 0}, {\"name\": \"age\","));

        assertThat(Fits.bothWays(changed, List.of(PUBLISHED))).isEmpty();
    }

    @Test
    void each_version_counts_and_not_the_last_alone() {
        Schema second = parse(TEXT.replace("\"age\"", "\"years\""));

        assertThat(Fits.backwards(second, List.of(PUBLISHED, second)))
                .singleElement()
                .asString()
                .startsWith("now cannot read version 1: Person.years");
    }

    static Stream<Arguments> travelling() {
        return arguments(Catalogue.travelling());
    }

    static Stream<Arguments> stored() {
        return arguments(Catalogue.stored());
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("src", "main", "resources" + PublishedSchemas.FOLDER))) {
            return all.filter(Files::isRegularFile).toList().stream();
        }
    }

    private static Stream<Arguments> arguments(Map<String, Schema> schemas) {
        return schemas.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    private static Schema parse(String text) {
        return new Schema.Parser().parse(text);
    }
}
