package dev.fanfare.channels.controls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.BreakerControl;
import dev.fanfare.schemas.BreakerStand;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import dev.fanfare.schemas.serde.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WriteControlsTest {

    private final Topics topics = new Topics("t.", new Partitioning(6));
    private final List<String> written = new CopyOnWriteArrayList<>();

    @Test
    void a_registry_that_is_away_holds_nobody_up_and_what_was_said_is_written_when_it_is_back() {
        Away registry = new Away(2);
        try (WriteControls controls = started(registry, this::write)) {
            controls.say("one", control());
            controls.say("two", null);
            await().until(() -> written.size() == 2);
            assertThat(written).containsExactly("one", "two");
            assertThat(registry.left).hasValueLessThan(0);
        }
    }

    @Test
    void what_cannot_be_written_does_not_end_the_writing() {
        AtomicInteger times = new AtomicInteger();
        WriteControls.Write broken = records -> {
            if (times.getAndIncrement() == 0) {
                throw new IllegalStateException("beyond repair");
            }
            write(records);
        };
        try (WriteControls controls = started(new MemoryRegistry(), broken)) {
            controls.say("one", control());
            await().until(() -> times.get() > 0);
            controls.say("two", control());
            await().until(() -> written.contains("two"));
            assertThat(controls.isRunning()).isTrue();
        }
    }

    private WriteControls started(SchemaRegistry registry, WriteControls.Write write) {
        Codec<Control> codec = Codecs.with(registry).of(topics.controls(), Control.class);
        WriteControls controls = new WriteControls(topics.controls().name(), codec, write);
        controls.start();
        return controls;
    }

    private void write(List<ProducerRecord<byte[], byte[]>> records) {
        records.forEach(record -> written.add(new String(record.key(), StandardCharsets.UTF_8)));
    }

    private static Control control() {
        return new Control(new BreakerControl("email/smtp", BreakerStand.OPEN, "me", 1_000L, null, 1, "503", null));
    }

    /// Does not answer the first times.
    private static final class Away implements SchemaRegistry {

        final AtomicInteger left;
        private final SchemaRegistry known = new MemoryRegistry();

        Away(int times) {
            left = new AtomicInteger(times);
        }

        @Override
        public int register(String subject, Schema schema) {
            return left.getAndDecrement() > 0 ? known.latest("nobody") : known.register(subject, schema);
        }

        @Override
        public int find(String subject, Schema schema) {
            return register(subject, schema);
        }

        @Override
        public int latest(String subject) {
            return known.latest(subject);
        }

        @Override
        public Schema byId(int id) {
            return known.byId(id);
        }
    }
}
