package dev.fanfare.standalone.system.parts;

import dev.fanfare.schemas.ReaderGroup;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.setup.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/// How far our readers have come.
public record Progress(String bootstrapServers, Topics topics) {

    /// Where readers have not committed past these offsets: group and partition, with what they have committed.
    public Map<String, Long> shortOf(Map<TopicPartition, Long> offsets) {
        Map<String, Long> behind = new HashMap<>();
        try (Admin admin = Admin.create(new KafkaSettings(bootstrapServers, Map.of()).client())) {
            for (ReaderGroup reader : topics.readers()) {
                admin.listConsumerGroupOffsets(reader.id())
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .forEach((partition, committed) -> {
                            if (committed.offset() <= offsets.getOrDefault(partition, -1L)) {
                                behind.put(reader.id() + " " + partition, committed.offset());
                            }
                        });
            }
            return behind;
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
