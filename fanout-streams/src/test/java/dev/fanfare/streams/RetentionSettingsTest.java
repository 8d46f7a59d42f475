package dev.fanfare.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.Topic.Kept;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RetentionSettingsTest {

    @Test
    void nothing_said_is_the_usual() {
        assertThat(bound(Map.of()).catalogue().retention()).isEqualTo(Retention.DEFAULT);
    }

    @Test
    void the_topics_are_kept_as_said() {
        StreamsSettings settings =
                bound(Map.of("fanfare.retention.events", "36h", "fanfare.retention.deliveries", "2s"));

        assertThat(settings.catalogue().outcomes().kept()).isEqualTo(new Kept.UntilWorkedOff(Duration.ofHours(36)));
        assertThat(settings.catalogue().commands().kept()).isEqualTo(new Kept.UntilWorkedOff(Duration.ofSeconds(2)));
    }

    private static StreamsSettings bound(Map<String, String> set) {
        return new Binder(new MapConfigurationPropertySource(set)).bindOrCreate("fanfare", StreamsSettings.class);
    }
}
