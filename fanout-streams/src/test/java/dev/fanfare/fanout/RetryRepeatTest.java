package dev.fanfare.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.RecordHeaders;
import java.time.Duration;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A retry goes on as it was, and what comes again changes nothing.
class RetryRepeatTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TICK = Duration.ofMillis(20);
    private final FanoutScenario fanfare = new FanoutScenario();
    private final ToldByMail mail = new ToldByMail(fanfare);

    @AfterEach
    void stop() {
        fanfare.close();
    }

    @Test
    void it_goes_on_as_it_was_rendered_with_its_headers() {
        Delivery delivery = mail.told("ada").value();
        fanfare.defer(delivery, 3, fanfare.now().plus(MINUTE))
                .pass(MINUTE.minusMillis(1))
                .template("words", "other", "words");
        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD)).isEmpty();

        TestRecord<String, Delivery> released = mail.released(TICK);
        assertThat(released.value()).isEqualTo(delivery);
        assertThat(released.key()).isEqualTo("ada");
        Headers headers = released.headers();
        assertThat(RecordHeaders.get(headers, RecordHeaders.ATTEMPT)).contains("3");
        assertThat(RecordHeaders.get(headers, RecordHeaders.FIRST_FAILURE)).contains("503 at first");
        assertThat(RecordHeaders.get(headers, RecordHeaders.TRACEPARENT)).contains(FanoutScenario.TRACE);
        assertThat(RecordHeaders.get(headers, RecordHeaders.NOT_BEFORE)).isEmpty();
        assertThat(fanfare.outcomes()).isEmpty();
    }

    @Test
    void a_repeat_before_its_time_replaces_and_one_behind_it_changes_nothing() {
        Delivery delivery = mail.told("ada").value();
        fanfare.defer(delivery, 2, fanfare.now().plus(MINUTE))
                .defer(delivery, 2, fanfare.now().plus(MINUTE.plusSeconds(3)))
                .pass(MINUTE);
        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD)).isEmpty();
        mail.released(Duration.ofSeconds(3));

        fanfare.defer(delivery, 2, fanfare.now()).pass(Duration.ofHours(12));
        fanfare.defer(delivery, 2, fanfare.now()).pass(TICK).pass(TICK);
        assertThat(fanfare.records(Channel.EMAIL, Lane.STANDARD)).isEmpty();

        fanfare.defer(delivery, 3, fanfare.now());
        mail.released(TICK);
    }

    @Test
    void an_older_attempt_does_not_replace_a_newer_one_and_a_replay_begins_anew() {
        Delivery delivery = mail.told("ada").value();
        fanfare.defer(delivery, 4, fanfare.now().plus(MINUTE)).defer(delivery, 3, fanfare.now());
        assertThat(fanfare.pass(TICK).records(Channel.EMAIL, Lane.STANDARD)).isEmpty();
        mail.released(MINUTE);

        fanfare.defer(Delivery.newBuilder(delivery).setReplay(1).build(), 2, fanfare.now());
        assertThat(mail.released(TICK).value().getReplay()).isEqualTo(1);
    }

    /// With a short `fanfare.retention.status` this may be on the same day.
    @Test
    void an_event_that_is_told_once_more_is_retried_from_the_beginning() {
        Delivery delivery = mail.told("ada").value();
        fanfare.defer(delivery, 2, fanfare.now().plus(MINUTE));
        mail.released(MINUTE);

        Delivery again =
                Delivery.newBuilder(delivery).setAcceptedAt(fanfare.now()).build();
        fanfare.defer(again, 2, fanfare.now().plus(MINUTE));

        assertThat(mail.released(MINUTE).value().getAcceptedAt()).isEqualTo(again.getAcceptedAt());
    }

    @Test
    void what_left_is_forgotten_after_a_day() {
        Delivery delivery = mail.told("ada").value();
        fanfare.defer(delivery, 2, fanfare.now());
        mail.released(TICK);

        fanfare.pass(Duration.ofDays(1).plusMinutes(1)).pass(TICK);
        assertThat(fanfare.storeSize("retries"))
                .as("where the queue of those that left begins")
                .isOne();
    }
}
