package dev.fanfare.schemas.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FollowTopicsTest {

    private static final TopicPartition ONE = new TopicPartition("small", 0);
    private static final TopicPartition OTHER = new TopicPartition("small", 1);

    private final Queue<MockConsumer<String, byte[]>> consumers = new ArrayDeque<>();
    private final Heard heard = new Heard();
    private final FollowTopics<String> follow =
            new FollowTopics<>("small things", List.of(ONE, OTHER), heard, consumers::remove);

    @AfterEach
    void close() {
        follow.close();
    }

    @Test
    void everything_is_complete_when_all_that_stood_there_at_the_start_is_read() {
        MockConsumer<String, byte[]> consumer = consumer(1, 1);
        consumer.schedulePollTask(() -> comes(consumer, ONE, 0, "a"));
        consumer.schedulePollTask(() -> assertThat(heard.complete).isFalse());
        consumer.schedulePollTask(() -> comes(consumer, OTHER, 0, "b"));
        follow.start();
        await().until(() -> heard.complete);
        assertThat(heard.keys).containsExactly("a", "b");

        consumer.schedulePollTask(() -> comes(consumer, ONE, 1, "later"));
        await().until(() -> heard.keys.contains("later"));
    }

    @Test
    void an_empty_topic_is_complete_at_once() {
        consumer(0, 0);
        follow.start();
        await().until(() -> heard.complete);
    }

    @Test
    void what_fails_goes_on_where_it_stood() {
        MockConsumer<String, byte[]> fails = consumer(2, 0);
        fails.schedulePollTask(() -> comes(fails, ONE, 0, "a"));
        fails.schedulePollTask(() -> fails.setPollException(new KafkaException("away")));
        MockConsumer<String, byte[]> next = consumer(2, 0);
        next.schedulePollTask(() -> {
            comes(next, ONE, 0, "a");
            comes(next, ONE, 1, "b");
        });
        follow.start();
        await().until(() -> heard.complete);
        assertThat(heard.keys).containsExactly("a", "b");
        assertThat(heard.begins).isZero();
    }

    @Test
    void what_the_reader_throws_at_comes_again() {
        MockConsumer<String, byte[]> first = consumer(1, 0);
        heard.throwsOnce = true;
        first.schedulePollTask(() -> comes(first, ONE, 0, "a"));
        MockConsumer<String, byte[]> next = consumer(1, 0);
        next.schedulePollTask(() -> comes(next, ONE, 0, "a"));
        follow.start();
        await().until(() -> heard.complete);
        assertThat(heard.keys).containsExactly("a");
    }

    @Test
    void a_topic_that_was_made_anew_is_read_from_its_first_record_and_the_reader_is_told() {
        MockConsumer<String, byte[]> old = consumer(1, 0);
        old.schedulePollTask(() -> comes(old, ONE, 0, "old"));
        old.schedulePollTask(() -> old.setPollException(new OffsetOutOfRangeException(Map.of(ONE, 1L))));
        MockConsumer<String, byte[]> anew = consumer(1, 0);
        anew.schedulePollTask(() -> comes(anew, ONE, 0, "new"));
        follow.start();
        await().until(() -> heard.keys.contains("new"));
        assertThat(heard.keys).containsExactly("old", "new");
        assertThat(heard.begins).isOne();
    }

    @Test
    void who_closes_it_waits_until_its_consumer_is_closed() {
        MockConsumer<String, byte[]> consumer = consumer(0, 0);
        follow.start();
        await().until(() -> heard.complete);
        follow.close();
        assertThat(consumer.closed()).isTrue();
    }

    private MockConsumer<String, byte[]> consumer(long endOfOne, long endOfOther) {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
        consumer.updateBeginningOffsets(Map.of(ONE, 0L, OTHER, 0L));
        consumer.updateEndOffsets(Map.of(ONE, endOfOne, OTHER, endOfOther));
        consumers.add(consumer);
        return consumer;
    }

    private static void comes(MockConsumer<String, byte[]> consumer, TopicPartition at, long offset, String key) {
        consumer.addRecord(new ConsumerRecord<>(at.topic(), at.partition(), offset, key, new byte[0]));
    }

    private static final class Heard implements FollowTopics.Learns<String> {

        private final Queue<String> keys = new ConcurrentLinkedQueue<>();
        private volatile boolean complete;
        private volatile boolean throwsOnce;
        private volatile int begins;

        @Override
        public void learn(ConsumerRecord<String, byte[]> record) {
            if (throwsOnce) {
                throwsOnce = false;
                throw new IllegalStateException("not now");
            }
            keys.add(record.key());
        }

        @Override
        public void beginAgain() {
            begins = begins + 1;
        }

        @Override
        public void reached(Map<TopicPartition, Long> positions, boolean all) {
            complete |= all;
        }
    }
}
