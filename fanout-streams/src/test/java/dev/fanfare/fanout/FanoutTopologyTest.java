package dev.fanfare.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class FanoutTopologyTest {

    @Test
    void no_state_and_no_topic_changes_by_accident() throws IOException {
        var parts = PlainParts.with(InstantSource.system(), new Failures());
        String described = FanoutTopology.build(
                        new Topics(Topics.DEFAULT_PREFIX, new Partitioning(12)),
                        Codecs.with(new MemoryRegistry()),
                        parts)
                .describe()
                .toString();

        assertThat(described).doesNotContain("KSTREAM-").isEqualToNormalizingNewlines(golden());
    }

    private static String golden() throws IOException {
        try (var file = FanoutTopologyTest.class.getResourceAsStream("topology.txt")) {
            return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
