package dev.fanfare.schemas.published;

import dev.fanfare.schemas.serde.PublishedSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Keeps the schemas of now beside the published ones, where they differ: once for each release.
///
/// `mvn -Dquick test -pl schemas -Dtest=KeepVersions -Dkeep=true`
class KeepVersions {

    private static final Path FILES = Path.of("src", "main", "resources" + PublishedSchemas.FOLDER);

    @Test
    @EnabledIfSystemProperty(named = "keep", matches = "true", disabledReason = "for a release: -Dkeep=true")
    void keep() throws IOException {
        Map<String, Schema> all = new TreeMap<>(Catalogue.stored());
        all.putAll(Catalogue.travelling());
        for (Map.Entry<String, Schema> now : all.entrySet()) {
            keep(now.getKey(), PublishedSchemas.canonical(now.getValue()));
        }
    }

    private static void keep(String name, String text) throws IOException {
        List<Schema> published = PublishedSchemas.of(name);
        if (published.isEmpty()
                || !PublishedSchemas.canonical(published.getLast()).equals(text)) {
            Path folder = Files.createDirectories(FILES.resolve(name));
            Files.writeString(folder.resolve((published.size() + 1) + ".avsc"), text);
        }
    }
}
