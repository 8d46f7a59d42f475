package dev.fanfare.channels.engine;

import static dev.fanfare.channels.engine.Partitions.BULK;
import static dev.fanfare.channels.engine.Partitions.EXPRESS;
import static dev.fanfare.channels.engine.Partitions.STANDARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Lane;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WindowsTest {

    private static final HandleRecord DONE = (_, _) -> {};

    @Test
    void what_is_finished_is_committed_a_tenth_of_a_second_later() {
        Partitions here = new Partitions(100).assignedFromZero();
        here.written(STANDARD, 0, 1, 2);
        List<ConsumerRecord<byte[], byte[]>> taken = here.poll();
        here.handle(taken.get(0), DONE);
        here.handle(taken.get(2), DONE);
        here.poll();
        assertThat(here.committed(STANDARD).offset()).isZero();
        here.later();
        here.poll();
        assertThat(here.committed(STANDARD).offset()).isEqualTo(1);
        assertThat(CommitMetadata.decode(here.committed(STANDARD).metadata()).stream())
                .containsExactly(0);
    }

    @Test
    @DisplayName("S0-27 After a crash only what was not committed as finished is sent again")
    void after_a_crash_only_what_was_not_committed_as_finished_is_sent_again() {
        BitSet finished = new BitSet();
        finished.set(0);
        finished.set(2);
        Partitions here = new Partitions(100)
                .assigned(Map.of(
                        EXPRESS, new OffsetAndMetadata(0),
                        STANDARD, new OffsetAndMetadata(1, CommitMetadata.encode(finished)),
                        BULK, new OffsetAndMetadata(0, "written by somebody else")));
        here.written(STANDARD, 1, 2, 3, 4, 5);
        here.written(BULK, 0);
        assertThat(here.poll())
                .extracting(ConsumerRecord::topic, ConsumerRecord::offset)
                .containsExactlyInAnyOrder(
                        tuple(STANDARD.topic(), 1L),
                        tuple(STANDARD.topic(), 3L),
                        tuple(STANDARD.topic(), 5L),
                        tuple(BULK.topic(), 0L));
        assertThat(here.room.taken()).isEqualTo(4);
    }

    @Test
    void a_partition_whose_offsets_could_not_be_read_at_first_swallows_nothing() {
        Partitions here = new Partitions(100);
        here.awayOnce = new TimeoutException("the coordinator moves");
        here.assignedFromZero();
        here.written(STANDARD, 0, 1);

        assertThat(here.poll()).extracting(ConsumerRecord::offset).containsExactly(0L, 1L);
    }

    @Test
    @DisplayName("S0-24 S2-20 S2-36 S3-11 Lanes close as the room fills up, bulk first and express last")
    void lanes_close_as_the_room_fills_up() {
        Partitions here = new Partitions(40).assignedFromZero();
        assertThat(pausedWith(here, 0)).isEmpty();
        assertThat(pausedWith(here, 33)).isEmpty();
        assertThat(pausedWith(here, 34)).containsExactly(BULK);
        assertThat(pausedWith(here, 41)).containsExactly(BULK);
        assertThat(pausedWith(here, 42)).containsExactlyInAnyOrder(BULK, STANDARD);
        assertThat(pausedWith(here, 45)).containsExactlyInAnyOrder(BULK, STANDARD);
        assertThat(pausedWith(here, 46)).containsExactlyInAnyOrder(BULK, STANDARD, EXPRESS);
        assertThat(pausedWith(here, 3)).isEmpty();
    }

    @Test
    void a_partition_is_paused_before_its_commit_could_not_tell_what_is_finished() {
        Partitions here = new Partitions(100).assignedFromZero();
        here.written(STANDARD, 0, CommitMetadata.OFFSETS - 2);
        List<ConsumerRecord<byte[], byte[]>> taken = here.poll();
        here.poll();
        assertThat(here.consumer.paused()).containsExactly(STANDARD);
        here.handle(taken.getFirst(), DONE);
        here.poll();
        assertThat(here.consumer.paused()).isEmpty();
    }

    @Test
    void a_poll_is_short_while_there_is_something_to_wait_for() {
        Partitions here = new Partitions(10).assignedFromZero();
        Duration asked = Duration.ofSeconds(1);
        here.poll();
        assertThat(here.windows.patience(here.consumer, asked)).isEqualTo(asked);
        here.room.take();
        here.elapsed(Duration.ofMillis(30));
        assertThat(here.windows.patience(here.consumer, asked)).isEqualTo(Duration.ofMillis(70));
        here.elapsed(Duration.ofMillis(70));
        assertThat(here.windows.patience(here.consumer, asked)).isEqualTo(CommitProgress.EVERY);
        pausedWith(here, 9);
        assertThat(here.windows.patience(here.consumer, asked)).isLessThan(Duration.ofMillis(10));
    }

    @Test
    void partitions_that_leave_are_drained_and_committed_before_they_go() throws InterruptedException {
        Partitions here = new Partitions(100).assignedFromZero();
        here.written(STANDARD, 0, 1);
        List<ConsumerRecord<byte[], byte[]>> taken = here.poll();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Window window = here.windows.of(STANDARD);
        Thread send = Thread.ofVirtual()
                .start(() -> window.handle(taken.getFirst(), (_, _) -> {
                    begun.countDown();
                    mayEnd.await();
                }));
        begun.await();
        Thread leaving = Thread.ofPlatform().start(here::revoked);
        await().until(() -> leaving.getState() == Thread.State.TIMED_WAITING);
        mayEnd.countDown();
        leaving.join();
        send.join();
        assertThat(here.committed(STANDARD).offset()).isEqualTo(1);

        AtomicBoolean begunTooLate = new AtomicBoolean();
        window.handle(taken.getLast(), (_, _) -> begunTooLate.set(true));
        assertThat(begunTooLate).isFalse();
        assertThat(here.told).endsWith("revoked");
    }

    @Test
    void at_a_stop_sends_are_cut_after_a_second_and_not_finished() throws InterruptedException {
        Partitions here = new Partitions(100).assignedFromZero();
        here.written(STANDARD, 0);
        ConsumerRecord<byte[], byte[]> taken = here.poll().getFirst();
        CountDownLatch begun = new CountDownLatch(1);
        Window window = here.windows.of(STANDARD);
        Thread send = Thread.ofVirtual()
                .start(() -> window.handle(taken, (_, _) -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                }));
        begun.await();
        here.drain.stopping();
        here.revoked();
        send.join();
        assertThat(here.committed(STANDARD).offset()).isZero();
    }

    @Test
    void partitions_that_were_lost_are_not_committed_and_their_sends_are_cut() throws InterruptedException {
        Partitions here = new Partitions(100).assignedFromZero();
        here.written(STANDARD, 0, 1);
        List<ConsumerRecord<byte[], byte[]>> taken = here.poll();
        here.handle(taken.getFirst(), DONE);
        CountDownLatch begun = new CountDownLatch(1);
        Window window = here.windows.of(STANDARD);
        Thread send = Thread.ofVirtual()
                .start(() -> window.handle(taken.getLast(), (_, _) -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                }));
        begun.await();
        here.lost();
        send.join();
        assertThat(here.committed(STANDARD).offset()).isZero();
        assertThat(here.windows.of(STANDARD)).isNull();
    }

    @Test
    void partitions_whose_commits_could_not_be_read_are_taken_up_at_the_next_poll() {
        Partitions here = new Partitions(100);
        here.consumer.rebalance(Partitions.ALL);
        here.consumer.commitSync(Map.of(
                EXPRESS, new OffsetAndMetadata(0), STANDARD, new OffsetAndMetadata(0), BULK, new OffsetAndMetadata(0)));
        Partitions.ALL.forEach(partition -> here.consumer.seek(partition, 0));
        here.written(STANDARD, 0);
        assertThat(here.poll()).hasSize(1);
    }

    @Test
    void a_broker_that_takes_no_metadata_gets_the_offset_alone() {
        Partitions here = new Partitions(100).assignedFromZero();
        here.written(STANDARD, 0, 1, 2);
        List<ConsumerRecord<byte[], byte[]>> taken = here.poll();
        here.handle(taken.get(0), DONE);
        here.handle(taken.get(2), DONE);
        here.later();
        here.refuseOnce = new OffsetMetadataTooLarge();
        here.poll();
        assertThat(here.committed(STANDARD).offset()).isZero();
        here.later();
        here.poll();
        assertThat(here.committed(STANDARD).offset()).isEqualTo(1);
        assertThat(here.committed(STANDARD).metadata()).isEmpty();
    }

    @Test
    @DisplayName("S0-27 While a group rebalances nobody can commit, and what a crash would repeat grows no more")
    void nothing_begins_while_commits_are_behind() {
        Partitions here = new Partitions(100).assignedFromZero();
        here.written(STANDARD, 0, 1, 2);
        here.handle(here.poll().getFirst(), DONE);
        here.later();
        here.refuseOnce = new RebalanceInProgressException();
        here.poll();
        assertThat(here.consumer.paused()).isEmpty();
        for (int behind = 100; behind <= 300; behind += 100) {
            here.later();
            here.refuseOnce = new RebalanceInProgressException();
            here.poll();
        }
        assertThat(here.consumer.paused()).containsExactlyInAnyOrder(EXPRESS, STANDARD, BULK);

        here.later();
        here.poll();
        here.poll();
        assertThat(here.consumer.paused()).isEmpty();
        assertThat(here.committed(STANDARD).offset()).isEqualTo(1);
    }

    @Test
    void a_commit_that_has_no_answer_is_behind_and_one_behind_the_other_is_not() {
        Partitions here = new Partitions(100).assignedFromZero();
        here.written(STANDARD, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        List<ConsumerRecord<byte[], byte[]>> taken = here.poll();
        here.answerLater = true;
        for (int n = 0; n < 8; n++) {
            here.handle(taken.get(n), DONE);
            here.later();
            here.poll();
            assertThat(here.consumer.paused())
                    .as("each is answered 200 ms later")
                    .isEmpty();
            if (here.unanswered.size() > 1) {
                here.unanswered.removeFirst().accept(null);
            }
        }
        here.elapsed(CommitProgress.BEHIND_MOST.plusMillis(1));
        here.poll();
        assertThat(here.consumer.paused()).hasSize(3);
    }

    @Test
    void answers_that_come_when_the_partitions_have_gone_hold_up_nobody() {
        Partitions here = new Partitions(100).assignedFromZero();
        here.written(STANDARD, 0, 1);
        List<ConsumerRecord<byte[], byte[]>> taken = here.poll();
        here.answerLater = true;
        taken.forEach(record -> {
            here.handle(record, DONE);
            here.later();
            here.poll();
        });
        here.revoked();
        here.unanswered.get(0).accept(null);
        here.unanswered.get(1).accept(new RebalanceInProgressException());
        here.answerLater = false;
        here.assignedFromZero();
        here.later();
        here.poll();
        here.elapsed(CommitProgress.BEHIND_MOST.multipliedBy(2));
        here.poll();
        assertThat(here.consumer.paused()).isEmpty();
    }

    @Test
    void what_is_behind_of_partitions_that_left_holds_up_nobody() {
        Partitions here = new Partitions(100).assignedFromZero();
        here.written(STANDARD, 0);
        here.handle(here.poll().getFirst(), DONE);
        here.later();
        here.refuseOnce = new RebalanceInProgressException();
        here.poll();
        here.lost();
        here.assignedFromZero();
        here.elapsed(CommitProgress.BEHIND_MOST.multipliedBy(2));
        here.poll();
        assertThat(here.consumer.paused()).isEmpty();
    }

    @Test
    void a_send_that_fails_of_us_is_not_finished() {
        Partitions here = new Partitions(100).assignedFromZero();
        here.written(STANDARD, 0);
        here.handle(here.poll().getFirst(), (_, _) -> {
            throw new IllegalStateException("a bug");
        });
        here.later();
        here.poll();
        assertThat(here.committed(STANDARD).offset()).isZero();
    }

    private static java.util.Set<org.apache.kafka.common.TopicPartition> pausedWith(Partitions here, int inFlight) {
        while (here.room.taken() < inFlight) {
            here.room.take();
        }
        while (here.room.taken() > inFlight) {
            here.room.enter(new Urgency(Lane.STANDARD));
            here.room.leave();
        }
        here.poll();
        return here.consumer.paused();
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }
}
