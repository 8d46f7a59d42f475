package dev.fanfare.channels.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WriteRecordsTest {

    private static final ProducerRecord<byte[], byte[]> FIRST =
            new ProducerRecord<>("t", 0, new byte[] {1}, new byte[] {1});
    private static final ProducerRecord<byte[], byte[]> SECOND =
            new ProducerRecord<>("t", 0, new byte[] {2}, new byte[] {2});

    private final Written written =
            new Written(new Topics("t.", new Partitioning(1)), Codecs.with(new MemoryRegistry()), false);
    private final WriteRecords write = written.writer();
    private final AtomicReference<Object> end = new AtomicReference<>();

    @Test
    void nothing_is_done_before_every_record_is_acknowledged() {
        Thread writing = start();
        await().until(() -> written.producer.history().size() == 2);
        written.producer.completeNext();
        await().until(() -> writing.getState() == Thread.State.WAITING);
        assertThat(end.get()).isNull();
        written.producer.completeNext();
        await().until(() -> "done".equals(end.get()));
    }

    @Test
    void only_what_was_not_written_is_written_again() {
        start();
        await().until(() -> written.producer.history().size() == 2);
        written.producer.completeNext();
        written.producer.errorNext(new TimeoutException("away"));
        await().until(() -> written.producer.history().size() == 3);
        assertThat(write.failing()).isEqualTo(1);
        assertThat(written.producer.history().getLast()).isEqualTo(SECOND);
        assertThat(written.producersGivenUp).isZero();
        written.producer.completeNext();
        await().until(() -> "done".equals(end.get()));
        assertThat(write.failing()).isZero();
    }

    @Test
    void a_producer_beyond_repair_is_replaced_once_for_all_that_wait() {
        start();
        await().until(() -> written.producer.history().size() == 2);
        written.producer.errorNext(new OutOfOrderSequenceException("lost"));
        written.producer.errorNext(new OutOfOrderSequenceException("lost"));
        await().until(() -> written.producer.history().size() == 3);
        written.producer.completeNext();
        await().until(() -> written.producer.history().size() == 4);
        written.producer.completeNext();
        await().until(() -> "done".equals(end.get()));
        assertThat(written.producersGivenUp).isEqualTo(1);
    }

    @Test
    void a_cut_ends_the_waiting_without_counting_it_as_done() {
        Thread writing = start();
        await().until(() -> written.producer.history().size() == 2);
        writing.interrupt();
        await().until(() -> end.get() instanceof InterruptedException);
    }

    private Thread start() {
        return Thread.ofVirtual().start(() -> {
            try {
                write.run(List.of(FIRST, SECOND));
                end.set("done");
            } catch (InterruptedException cut) {
                end.set(cut);
            }
        });
    }
}
