package dev.fanfare.standalone.system.trail;

import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.Words;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.RegistrySettings;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What the front door lets nobody write, and Kafka anybody.
final class StrangeRecords implements AutoCloseable {

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(PipelineProcess.PARTITIONS));
    private final Codecs codecs;
    private final KafkaProducer<byte[], byte[]> producer;

    StrangeRecords(String bootstrapServers) {
        KafkaSettings kafka = new KafkaSettings(bootstrapServers, Map.of());
        codecs = Codecs.connect(RegistrySettings.IN_PROCESS, kafka, topics);
        producer = new KafkaProducer<>(kafka.client(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// @param text of a mail in English
    void template(String name, String text) {
        Words words = Words.newBuilder().setSubject("Strange").setText(text).build();
        Template template = Template.newBuilder()
                .setName(name)
                .setLocales(Map.of("en", words))
                .build();
        write(
                topics.templates().name(),
                name,
                codecs.of(topics.templates(), Template.class).encode(template));
    }

    /// Answers its key.
    String event(Event event) {
        String topic = topics.events(Lane.STANDARD).name();
        String key = EventKey.of(event.getSource(), event.getId());
        write(topic, key, codecs.of(topics.events(Lane.STANDARD), Event.class).encode(event));
        return key;
    }

    /// What is no event at all.
    void rubbish() {
        write(topics.events(Lane.STANDARD).name(), "rubbish", new byte[] {1, 2, 3});
    }

    @Override
    public void close() {
        producer.close();
    }

    private void write(String topic, String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
