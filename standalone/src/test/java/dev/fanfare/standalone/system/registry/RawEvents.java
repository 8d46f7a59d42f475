package dev.fanfare.standalone.system.registry;

import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.setup.KafkaSettings;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Events straight to Kafka, byte by byte, asking no registry.
record RawEvents(String bootstrapServers, Topics topics) {

    static final String SOURCE = "/registry";

    static String key(String id) {
        return EventKey.of(SOURCE, id);
    }

    /// @param schema the id of one whose first field is a text that ours has not
    void write(int schema, String id) {
        try (var producer = new KafkaProducer<>(
                new KafkaSettings(bootstrapServers, Map.of()).client(),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topics.events(Lane.STANDARD).name(), bytes(schema, id)));
        }
    }

    private static byte[] bytes(int schema, String id) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            DataOutputStream head = new DataOutputStream(bytes);
            head.writeByte(0);
            head.writeInt(schema);
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            encoder.writeString("newer");
            Event event = Event.newBuilder()
                    .setId(id)
                    .setSource(SOURCE)
                    .setType("held")
                    .build();
            new SpecificDatumWriter<>(Event.class).write(event, encoder);
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
