package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.START;
import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static dev.fanfare.schemas.Channel.IN_APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What should have been told while nothing ran.
class LongStopTest {

    private static final int PER_SECOND = 20;
    private static final int MANY = 100;

    private final FanoutScenario fanfare =
            new FanoutScenario(new FanoutSettings(10, 1_000, 1, Duration.ofSeconds(60), PER_SECOND));

    @BeforeEach
    void prepare() {
        fanfare.person("ada")
                .template("words", "Hello", "You")
                .rule(ruleFor("greeting").setRecipients("ada"));
        for (int n = 0; n < MANY; n++) {
            fanfare.publish(greeting("old-" + n, START.plusSeconds(3_600 + n)));
        }
        fanfare.publish(greeting("urgent", START.plusSeconds(7_200)).setPriority(Priority.URGENT));
    }

    @AfterEach
    void close() {
        fanfare.close();
    }

    @Test
    void it_goes_on_at_a_set_rate_the_most_urgent_first_and_all_of_it() {
        fanfare.pass(Duration.ofDays(1));
        assertThat(fanfare.deliveries(IN_APP, Lane.EXPRESS)).hasSize(1);

        List<Integer> told = new ArrayList<>();
        for (int second = 0; second < 8; second++) {
            told.add(tellsInASecond());
        }
        assertThat(told).allMatch(count -> count <= PER_SECOND + 5);
        assertThat(told.stream().mapToInt(count -> count).sum()).isEqualTo(MANY);
        assertThat(told.getFirst()).isGreaterThan(PER_SECOND / 2);
    }

    @Test
    void what_is_due_now_does_not_wait_behind_it() {
        Instant tomorrow = START.plus(Duration.ofDays(1));
        fanfare.publish(greeting("on-time", tomorrow.plusSeconds(1)));
        fanfare.pass(Duration.ofDays(1));
        fanfare.told(IN_APP);

        fanfare.pass(Duration.ofMillis(1_100));

        assertThat(fanfare.told(IN_APP)).as("beside the first of the late ones").hasSizeGreaterThan(1);
        assertThat(fanfare.heads()).extracting("id").contains("on-time");
        assertThat(fanfare.storedKeys("scheduled-events")).noneMatch(key -> key.contains("on-time"));
    }

    @Test
    void a_minute_is_no_long_stop() {
        fanfare.pass(Duration.ofSeconds(3_600 + MANY / 2)).pass(Duration.ofSeconds(MANY / 2));
        for (int tick = 0; tick < 10; tick++) {
            fanfare.pass(Duration.ofMillis(10));
        }

        assertThat(fanfare.told(IN_APP)).hasSize(MANY);
    }

    private int tellsInASecond() {
        int told = 0;
        for (int tick = 0; tick < 20; tick++) {
            fanfare.pass(Duration.ofMillis(50));
            told += fanfare.told(IN_APP).size();
        }
        return told;
    }

    private static Event.Builder greeting(String id, Instant sendAt) {
        return event("greeting").setId(id).setSendAt(sendAt.toString());
    }
}
