package dev.fanfare.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import org.junit.jupiter.api.Test;

class FanoutConfigurationTest {

    @Test
    void a_command_about_a_running_event_does_not_wait_behind_an_import_of_people() {
        Topics topics = new Topics("t.", new Partitioning(6));
        UrgentFirstConsumer.Order order = FanoutConfiguration.order(topics);

        assertThat(order.urgent())
                .containsExactlyInAnyOrder(
                        topics.events(Lane.EXPRESS).name(),
                        topics.slices(Lane.EXPRESS).name(),
                        topics.commands().name(),
                        topics.deliveryCommands().name());
        assertThat(order.shortOnes()).contains(topics.recipients().name()).doesNotContainAnyElementsOf(order.urgent());
    }
}
