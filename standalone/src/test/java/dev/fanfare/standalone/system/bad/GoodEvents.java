package dev.fanfare.standalone.system.bad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.system.guarantees.CountsAddUp;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.People;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// That everything else goes on: people on all partitions are told on every channel, within seconds.
record GoodEvents(PipelineProcess fanfare, Sinks sinks, AtomicInteger published) {

    /// In `crowd:robust`.
    static final int PEOPLE = 60;

    private static final Duration SOON = Duration.ofSeconds(30);

    void prepare() {
        try (FrontDoor door = fanfare.frontDoor()) {
            door.put("/v1/templates/robust", """
                    {"en": {"subject": "Still here", "text": "In spite of it all."},
                     "de": {"subject": "Noch da", "text": "{{#data.rows}}{{data.large}}{{/data.rows}}Trotz allem."}}""");
            door.put("/v1/rules/robust", """
                    {"audiences": ["crowd:robust"], "channels": ["in-app", "email", "webhook"], "template": "robust"}""");
            door.recipients(new People(PEOPLE, sinks, _ -> List.of("crowd:robust")).lines());
        }
    }

    /// @param when for the message of a failure
    void areTold(String when) {
        long before = sinks.distinct();
        try (FrontDoor door = fanfare.frontDoor()) {
            String key = door.event("""
                    {"specversion": "1.0", "id": "good-%d", "source": "/good", "type": "robust", "data": {}}""".formatted(published.incrementAndGet()));
            JsonNode status = door.statusOf(key, SOON);
            assertThat(status.path("state").asString())
                    .as("%s: %s", when, status)
                    .isEqualTo("DONE");
            assertThat(CountsAddUp.sum(status, "/delivered"))
                    .as("%s: %s", when, status)
                    .isEqualTo(3 * PEOPLE);
            assertThat(sinks.distinct() - before).as(when).isEqualTo(2 * PEOPLE);
        }
    }
}
