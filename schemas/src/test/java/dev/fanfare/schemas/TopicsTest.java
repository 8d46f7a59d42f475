package dev.fanfare.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(12));

    /// Whoever changes a line here changes what stands in a running system.
    @Test
    @DisplayName("S2-05 the catalogue is as it was")
    void the_catalogue_is_as_it_was() throws IOException {
        String described = topics.all().stream()
                .map(topic -> "%s | %s | %s | %d | %s"
                        .formatted(
                                topic.name(), topic.schema().getName(), topic.by(), topic.partitions(), topic.kept()))
                .collect(Collectors.joining("\n"));

        try (var golden = TopicsTest.class.getResourceAsStream("topics.txt")) {
            assertThat(described)
                    .isEqualToNormalizingNewlines(
                            golden == null ? "" : new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    @Test
    @DisplayName("S2-07 no topic that holds what waits is ever cut by kafka")
    void no_topic_that_holds_what_waits_is_ever_cut_by_kafka() {
        assertThat(topics.all())
                .filteredOn(topic -> topic.kept() instanceof Topic.Kept.UntilWorkedOff)
                .isNotEmpty()
                .allSatisfy(topic -> assertThat(topic.toNewTopic((short) 1, 1).configs())
                        .containsEntry("cleanup.policy", "delete")
                        .containsEntry("retention.ms", "-1")
                        .containsEntry("retention.bytes", "-1")
                        .containsEntry("message.timestamp.type", "LogAppendTime"));
    }

    @Test
    void every_topic_of_a_reader_is_in_the_catalogue() {
        assertThat(topics.readers())
                .allSatisfy(group -> assertThat(topics.all()).containsAll(group.topics()));
    }
}
