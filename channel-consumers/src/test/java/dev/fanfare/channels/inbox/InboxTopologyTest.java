package dev.fanfare.channels.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.controls.Controls;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class InboxTopologyTest {

    @Test
    void the_topology_changes_only_on_purpose() throws IOException {
        String topology = InboxTopology.build(
                        InboxScenario.TOPICS,
                        Codecs.with(new MemoryRegistry()),
                        new Controls(),
                        InstantSource.system(),
                        _ -> {})
                .describe()
                .toString();
        try (InputStream golden = getClass().getResourceAsStream("/topology.txt")) {
            assertThat(topology).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(topology).doesNotContain("KSTREAM-").containsOnlyOnce("Sub-topology:");
    }
}
