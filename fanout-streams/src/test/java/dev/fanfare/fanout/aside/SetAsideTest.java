package dev.fanfare.fanout.aside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class SetAsideTest {

    private final Failures failures = new Failures();
    private final List<String> taken = new ArrayList<>();
    private final Processor<String, byte[], String, Outgoing> step = new SetAside(
                    "step",
                    () -> record -> {
                        if (record.key().equals("bad")) {
                            throw new IllegalStateException("cannot");
                        }
                        taken.add(record.key());
                    },
                    where())
            .get();
    private final MockProcessorContext<String, Outgoing> context = new MockProcessorContext<>();

    @Test
    void a_record_that_throws_three_times_goes_aside_and_the_next_is_taken() {
        step.init(context);
        for (int n = 0; n < 3; n++) {
            assertThatThrownBy(() -> read("bad", 7)).hasMessage("cannot");
            assertThat(context.forwarded("aside")).isEmpty();
        }
        read("bad", 7);
        read("good", 8);

        assertThat(taken).containsExactly("good");
        assertThat(context.forwarded("aside")).singleElement().satisfies(aside -> {
            assertThat(RecordHeaders.get(aside.record().headers(), RecordHeaders.REASON))
                    .contains("internal: failed three times: java.lang.IllegalStateException: cannot");
            assertThat(RecordHeaders.get(aside.record().headers(), RecordHeaders.ORIGIN))
                    .contains("in-0@7");
        });
    }

    @Test
    void a_step_ends_what_it_can_of_a_record_first_and_where_that_throws_three_times_too_it_is_left_out() {
        List<String> ended = new ArrayList<>();
        var ending = new SetAside("ending", () -> new Ending(ended), where()).get();
        ending.init(context);
        for (String key : List.of("can", "cannot")) {
            long offset = key.length();
            for (int n = 0; n < 3; n++) {
                assertThatThrownBy(() -> read(ending, key, offset)).hasMessage("bad");
            }
        }
        read(ending, "can", 3);
        assertThat(ended).containsExactly("can: failed three times: java.lang.IllegalStateException: bad");
        assertThat(context.forwarded("aside")).hasSize(1);

        for (int n = 0; n < 3; n++) {
            assertThatThrownBy(() -> read(ending, "cannot", 6)).hasMessage("nor ended");
        }
        read(ending, "cannot", 6);
        assertThat(context.forwarded("aside")).hasSize(2);
    }

    private record Ending(List<String> ended) implements Processor<String, byte[], String, Outgoing>, GivesUp {
        @Override
        public void process(Record<String, byte[]> record) {
            throw new IllegalStateException("bad");
        }

        @Override
        public void giveUp(Record<String, byte[]> record, String why) {
            if (record.key().equals("cannot")) {
                throw new IllegalStateException("nor ended");
            }
            ended.add(record.key() + ": " + why);
        }
    }

    @Test
    void another_record_has_failures_of_its_own() {
        step.init(context);
        for (int offset = 0; offset < 9; offset++) {
            int at = offset;
            assertThatThrownBy(() -> read("bad", at)).hasMessage("cannot");
        }
        assertThat(context.forwarded("aside")).isEmpty();
    }

    @Test
    void what_lies_outside_passes_and_a_value_that_cannot_be_written_does_not() {
        assertThat(Failures.passes(new KafkaException("away"))).isTrue();
        assertThat(Failures.passes(new StreamsException(new IllegalStateException("closed"))))
                .isTrue();
        assertThat(Failures.passes(new ProcessorStateException("disk full"))).isTrue();
        assertThat(Failures.passes(new IllegalStateException("bug"))).isFalse();
        assertThat(Failures.passes(new SerializationException("a field lacks"))).isFalse();
    }

    private SetAside.Where where() {
        return new SetAside.Where(new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1)), failures, "aside");
    }

    private void read(String key, long offset) {
        read(step, key, offset);
    }

    private void read(Processor<String, byte[], String, Outgoing> step, String key, long offset) {
        context.setRecordMetadata("in", 0, offset);
        step.process(new Record<>(key, new byte[] {1}, 0L));
    }
}
