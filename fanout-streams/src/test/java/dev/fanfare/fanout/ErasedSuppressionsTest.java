package dev.fanfare.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is erased leaves the topic of suppressions as well, with all that stands there.
class ErasedSuppressionsTest {

    private final FanoutScenario fanfare = new FanoutScenario();

    @AfterEach
    void stop() {
        fanfare.close();
    }

    @Test
    void unsubscriptions_and_dead_addresses_are_deleted_and_those_of_others_stay() {
        fanfare.person("ada")
                .person("ada2")
                .suppress("ada", Channel.EMAIL, "ada@example.org")
                .unsubscribe("ada", "news")
                .unsubscribe("ada", "offers")
                .unsubscribe("ada2", "news")
                .erase("ada");

        assertThat(fanfare.deletedSuppressions())
                .containsExactlyInAnyOrder(
                        "ada\nemail\nada@example.org", "ada\nemail\n\n\nnews", "ada\nemail\n\n\noffers");
        assertThat(fanfare.erase("ada").deletedSuppressions()).isEmpty();
    }

    @Test
    void who_is_no_recipient_yet_is_forgotten_too() {
        fanfare.unsubscribe("mailto:ada@example.org", "news").erase("mailto:ada@example.org");

        assertThat(fanfare.deletedSuppressions()).containsExactly("mailto:ada@example.org\nemail\n\n\nnews");
    }
}
