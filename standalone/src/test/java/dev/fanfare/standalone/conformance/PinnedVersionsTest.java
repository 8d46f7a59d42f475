package dev.fanfare.standalone.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same sources bring the same libraries and images, today and next year.
class PinnedVersionsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern VERSION = Pattern.compile("<(version|[\\w.-]+\\.version)>([^<]*)</\\1>");
    private static final Pattern IMAGE = Pattern.compile("(?m)^ *(?:image:|FROM) +(\\S+)");

    @ParameterizedTest
    @ValueSource(
            strings = {".", "schemas", "fanout-streams", "producer-app", "channel-consumers", "standalone", "benchmarks"
            })
    @DisplayName("S4-11 every version in a pom is one, and no range or moving word")
    void no_library_moves(String module) throws IOException {
        List<String> versions = VERSION.matcher(Files.readString(ROOT.resolve(module, "pom.xml")))
                .results()
                .map(found -> found.group(2))
                .filter(version -> !version.startsWith("${") && !isOfATool(version))
                .toList();

        assertThat(versions)
                .isNotEmpty()
                .allMatch(version -> version.matches("[0-9]+(\\.[0-9A-Za-z]+)*([.-][0-9A-Za-z.]+)?"))
                .noneMatch(version -> version.endsWith("-SNAPSHOT") && !version.equals("0.1.0-SNAPSHOT"));
    }

    @Test
    @DisplayName("S4-11 every image of another party has a version")
    void no_image_moves() throws IOException {
        List<String> images = IMAGE.matcher(Files.readString(ROOT.resolve("docker-compose.yml"))
                        + Files.readString(ROOT.resolve("deploy", "Dockerfile")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(image -> !image.equals("fanfare"))
                .toList();

        assertThat(images).isNotEmpty().allMatch(image -> image.matches("[\\w./-]+:v?[0-9][\\w.-]*"));
    }

    /// The JDK's and Maven's own: the least that builds it.
    private static boolean isOfATool(String version) {
        return version.matches("\\[[^,]+,\\)");
    }
}
