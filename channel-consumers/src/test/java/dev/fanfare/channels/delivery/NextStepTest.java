package dev.fanfare.channels.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextStepTest {

    private static final RetryPolicy POLICY = new RetryPolicy(3, List.of(), Duration.ofSeconds(60), 0);

    @Test
    void what_is_delivered_is_finished() {
        assertThat(NextStep.after(new Answer.Delivered("r-1"), "id", 1, POLICY)).isEqualTo(new NextStep.Finish("r-1"));
    }

    @Test
    void what_is_rejected_is_given_up_at_once() {
        assertThat(NextStep.after(new Answer.Rejected(Category.ADDRESS, "no such user"), "id", 1, POLICY))
                .isEqualTo(new NextStep.Bury(Reason.REJECTED, Category.ADDRESS, "no such user"));
    }

    @Test
    void what_is_deferred_is_tried_again_later() {
        assertThat(NextStep.after(new Answer.Deferred(Category.PROVIDER, "busy"), "id", 2, POLICY))
                .isEqualTo(new NextStep.RetryIn(Duration.ofMinutes(4), Category.PROVIDER, "busy"));
    }

    @Test
    void what_is_deferred_for_the_last_time_is_given_up() {
        assertThat(NextStep.after(new Answer.Deferred(Category.TIMEOUT, "busy", Duration.ofHours(1)), "id", 3, POLICY))
                .isEqualTo(new NextStep.Bury(Reason.ATTEMPTS_USED_UP, Category.TIMEOUT, "busy"));
    }
}
