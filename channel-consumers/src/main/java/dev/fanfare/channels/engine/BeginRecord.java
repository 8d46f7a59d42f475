package dev.fanfare.channels.engine;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Hands on a record that was just polled, on a thread of its own, behind others of its recipient. Never blocks.
final class BeginRecord {

    private final Windows windows;
    private final InTurn inTurn;
    private final Room room;
    private final HandleRecord step;

    BeginRecord(Windows windows, InTurn inTurn, Room room, HandleRecord step) {
        this.windows = windows;
        this.inTurn = inTurn;
        this.room = room;
        this.step = step;
    }

    void run(ConsumerRecord<byte[], byte[]> input) {
        Window window = windows.of(new TopicPartition(input.topic(), input.partition()));
        Permit permit = new Permit(room);
        Urgency urgency = new Urgency(windows.lane(input.topic()));
        boolean waits = inTurn.run(recipient(input), urgency, () -> {
            permit.begins(urgency);
            try {
                if (window != null) {
                    window.handle(input, (record, during) -> step.run(record, new InItsPlace(during, permit, urgency)));
                }
            } finally {
                permit.ends();
            }
        });
        if (waits) {
            permit.waits();
        }
    }

    /// The waits of a record that has a place.
    private record InItsPlace(HandleRecord.Waits waits, Permit permit, Urgency urgency) implements HandleRecord.Waits {

        @Override
        public void during(HandleRecord.Wait wait) throws InterruptedException {
            waits.during(wait);
        }

        @Override
        public void answered() {
            permit.answered();
        }
    }

    private static String recipient(ConsumerRecord<byte[], byte[]> input) {
        return input.key() == null ? "" : new String(input.key(), StandardCharsets.UTF_8);
    }
}
