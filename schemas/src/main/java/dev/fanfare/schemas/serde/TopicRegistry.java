package dev.fanfare.schemas.serde;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The in-process registry: ids follow from the schemas themselves, so that any number of processes agree without
/// asking, and the schemas stand in a compacted topic, where a reader finds those that it was not built with.
final class TopicRegistry implements SchemaRegistry {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(TopicRegistry.class);

    private final Map<Integer, Schema> known = new ConcurrentHashMap<>();
    private final Map<String, Integer> latest = new ConcurrentHashMap<>();
    private final String topic;
    private final Map<String, Object> client;
    private final ReadSchemas reading;

    /// @param client Kafka's own settings, with bootstrap.servers
    TopicRegistry(String topic, Map<String, ?> client) {
        this.topic = topic;
        this.client = new HashMap<>(client);
        this.reading = ReadSchemas.from(topic, this.client);
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        int id = idOf(schema);
        latest.put(subject, id);
        if (known.containsKey(id)) {
            return checked(id, schema);
        }
        register(Map.of(subject, schema));
        return checked(id, schema);
    }

    /// Many at once: the topic is read once, and what is missing is written together.
    @Override
    public synchronized Map<String, Integer> register(Map<String, Schema> schemas) {
        reading.on(this::learn);
        Map<String, Integer> ids = new HashMap<>();
        Map<Integer, Schema> missing = new HashMap<>();
        schemas.forEach((subject, schema) -> {
            int id = idOf(schema);
            ids.put(subject, id);
            latest.put(subject, id);
            if (!known.containsKey(id)) {
                missing.put(id, schema);
            }
        });
        if (!missing.isEmpty()) {
            write(missing);
            known.putAll(missing);
        }
        return ids;
    }

    @Override
    public int find(String subject, Schema schema) {
        int id = idOf(schema);
        byId(id);
        return id;
    }

    @Override
    public int latest(String subject) {
        Integer id = latest.get(subject);
        if (id == null) {
            throw new RegistryException("nothing is registered under " + subject, false, null);
        }
        return id;
    }

    @Override
    public Schema byId(int id) {
        Schema schema = known.get(id);
        return schema != null ? schema : searched(id);
    }

    /// The first 31 bits of the CRC-64-AVRO fingerprint of the schema as it is, documentation left out.
    static int idOf(Schema schema) {
        return (int) (SchemaNormalization.fingerprint64(plain(schema).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                >>> 33);
    }

    /// JSON with defaults and aliases, which the parsing canonical form would drop; generated and parsed schemas write
    /// alike.
    private static String plain(Schema schema) {
        return new Schema.Parser().parse(schema.toString()).toString();
    }

    private synchronized Schema searched(int id) {
        if (id >= 0) { // as all of ours are
            reading.on(this::learn);
        }
        Schema schema = known.get(id);
        if (schema == null) {
            throw new RegistryException("no schema has the id " + id, false, null);
        }
        return schema;
    }

    private int checked(int id, Schema schema) {
        Schema other = known.get(id);
        if (other != null && !plain(other).equals(plain(schema))) {
            throw new RegistryException(
                    schema.getFullName() + " and " + other.getFullName() + " have the same id " + id
                            + "; use a registry by fanfare.registry.url",
                    false,
                    null);
        }
        return id;
    }

    private void write(Map<Integer, Schema> schemas) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("acks", "all");
        config.put("max.block.ms", (int) PATIENCE.toMillis());
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> written = schemas.entrySet().stream()
                    .map(entry -> producer.send(new ProducerRecord<>(
                            topic,
                            0,
                            String.valueOf(entry.getKey()),
                            entry.getValue().toString())))
                    .toList();
            for (Future<RecordMetadata> one : written) {
                one.get();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while writing to " + topic, true, stopped);
        } catch (ExecutionException | KafkaException away) {
            throw new RegistryException("could not write to " + topic, true, away);
        }
    }

    /// Only under its own id, which whoever wrote it could not choose; rubbish is passed over.
    private void learn(@Nullable String id, @Nullable String schema) {
        if (id == null || schema == null) {
            return;
        }
        try {
            Schema parsed = new Schema.Parser().parse(schema);
            if (idOf(parsed) == Integer.parseInt(id)) {
                known.putIfAbsent(idOf(parsed), parsed);
            }
        } catch (AvroRuntimeException | NumberFormatException rubbish) {
            LOG.warn("{} holds what is no schema, under {}", topic, id.length() > 20 ? "a long key" : id);
        }
    }
}
