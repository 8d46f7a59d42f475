package dev.fanfare.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.ReplayAction;
import dev.fanfare.schemas.ReplayAsked;
import dev.fanfare.schemas.ReplayPace;
import dev.fanfare.schemas.ReplayProgress;
import dev.fanfare.schemas.ReplaySource;
import dev.fanfare.schemas.ReplayStopped;
import dev.fanfare.schemas.RetryNow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What waits for its retry is sent now: one, or many.
class RetryNowTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration TICK = Duration.ofMillis(50);

    private final FanoutScenario fanfare = new FanoutScenario();
    private final ToldByMail mail = new ToldByMail(fanfare);

    @AfterEach
    void stop() {
        fanfare.close();
    }

    @Test
    @DisplayName("S1-16 one goes now as the attempt that it waited for and once")
    void one_goes_now_as_the_attempt_that_it_waited_for_and_once() {
        Delivery ada = mail.told("ada").value();
        Delivery alan = mail.told("alan", "other", rule -> rule).value();
        fanfare.defer(ada, 3, fanfare.now().plus(HOUR))
                .defer(alan, 3, fanfare.now().plus(HOUR));
        retryNow(ada);
        retryNow(ada);
        TestRecord<String, Delivery> released = mail.released(TICK);
        assertThat(released.value()).isEqualTo(ada);
        assertThat(RecordHeaders.number(released.headers(), RecordHeaders.ATTEMPT, 0))
                .isEqualTo(3);

        fanfare.pass(HOUR).pass(TICK);
        assertThat(told()).containsExactly("alan");
    }

    @Test
    void who_waits_for_nothing_is_not_told() {
        Delivery ada = mail.told("ada").value();
        retryNow(ada);
        fanfare.pass(TICK).pass(TICK);
        assertThat(told()).isEmpty();
    }

    @Test
    void what_a_pause_holds_stays_held() {
        Delivery ada = mail.told("ada").value();
        fanfare.command(CommandKind.PAUSE, ada.getEvent(), fanfare.now()).work();
        fanfare.defer(
                ada,
                java.util.Map.of(RecordHeaders.ATTEMPT, "1", RecordHeaders.HOLDS, "1", RecordHeaders.NOT_BEFORE, "0"));
        fanfare.pass(TICK).pass(TICK);
        retryNow(ada);
        fanfare.pass(TICK).pass(TICK);
        assertThat(told()).isEmpty();
    }

    @Test
    void all_that_match_go_and_others_wait() {
        Delivery ada = mail.told("ada").value();
        Delivery alan = mail.told("alan", "other", rule -> rule).value();
        fanfare.defer(ada, 3, fanfare.now().plus(HOUR))
                .defer(alan, 3, fanfare.now().plus(HOUR));
        LetterFilter filter = new LetterFilter();
        filter.setType("other");
        ask(filter, null);
        pass(20);
        assertThat(told()).containsExactly("alan");
        assertThat(fanfare.replayProgress()).last().satisfies(last -> {
            assertThat(last.getMatched()).isEqualTo(1);
            assertThat(last.getDone()).isEqualTo(1);
            assertThat(last.getEnded()).isTrue();
        });
    }

    @Test
    void many_go_at_the_pace_that_is_given_and_none_without_one() {
        defer(300);
        ask(new LetterFilter(), 40);
        pass(40);
        assertThat(told()).isEmpty();

        List<Integer> seconds = new ArrayList<>();
        for (int second = 0; second < 4; second++) {
            pace(40);
            pass(20);
            seconds.add(told().size());
        }
        assertThat(seconds).allSatisfy(count -> assertThat(count).isBetween(36, 44));
    }

    @Test
    void one_that_is_stopped_leaves_the_others_waiting() {
        defer(100);
        ask(new LetterFilter(), 10);
        pass(2);
        pace(10);
        pass(20);
        fanfare.deliveryCommand(new DeliveryCommand(new ReplayStopped("1", "ops", fanfare.now())));
        int sent = told().size();
        assertThat(sent).isBetween(5, 15);
        pass(100);
        assertThat(told().size()).isLessThanOrEqualTo(1);
        assertThat(fanfare.replayProgress()).last().satisfies((ReplayProgress last) -> assertThat(last.getEnded())
                .isTrue());
    }

    @Test
    void what_fails_again_is_not_brought_forward_a_second_time() {
        Delivery ada = mail.told("ada").value();
        fanfare.defer(ada, 2, fanfare.now().plus(HOUR));
        defer(50);
        ask(new LetterFilter(), 10);
        pass(2);
        int adas = 0;
        for (int second = 0; second < 20; second++) {
            pace(10);
            pass(20);
            for (String recipient : told()) {
                if (recipient.equals("ada")) {
                    adas++;
                    fanfare.defer(ada, 2 + adas, fanfare.now().plus(HOUR));
                }
            }
        }
        assertThat(adas).isEqualTo(1);
    }

    private void defer(int count) {
        Delivery one = mail.told("crowd").value();
        for (int n = 0; n < count; n++) {
            String id = dev.fanfare.schemas.DeliveryId.of(one.getEvent(), "crowd", Channel.EMAIL, "a" + n);
            fanfare.defer(
                    Delivery.newBuilder(one).setId(id).build(), 2, fanfare.now().plus(HOUR));
        }
    }

    private void ask(LetterFilter filter, @Nullable Integer perSecond) {
        fanfare.deliveryCommand(new DeliveryCommand(new ReplayAsked(
                "1", ReplaySource.RETRY, ReplayAction.REPLAY, filter, perSecond, false, "ops", fanfare.now())));
    }

    private void pace(double perSecond) {
        fanfare.deliveryCommand(new DeliveryCommand(new ReplayPace("1", List.of(perSecond))));
    }

    private void retryNow(Delivery delivery) {
        fanfare.deliveryCommand(new DeliveryCommand(new RetryNow(delivery.getId(), "ops", fanfare.now())));
    }

    private void pass(int ticks) {
        for (int tick = 0; tick < ticks; tick++) {
            fanfare.pass(TICK);
        }
    }

    private List<String> told() {
        return fanfare.records(Channel.EMAIL, Lane.STANDARD).stream()
                .map(TestRecord::key)
                .toList();
    }
}
