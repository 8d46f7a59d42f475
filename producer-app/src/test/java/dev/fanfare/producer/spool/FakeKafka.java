package dev.fanfare.producer.spool;

import dev.fanfare.producer.fakes.World;
import dev.fanfare.producer.kafka.Lasting;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// A log of what was acknowledged, which may be away: then who is patient waits, and who is not hears so.
final class FakeKafka {

    private final List<String> log = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean away;
    private boolean takesUnheard;
    private boolean refuses;
    private final Set<String> refused = new HashSet<>();
    private final List<String> tried = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private String mute = "";
    private String gone = "";
    private int generation;

    private record Waiting(Client client, String key, CompletableFuture<RecordMetadata> answer) {}

    /// Keys in the order in which they were written.
    synchronized List<String> log() {
        return List.copyOf(log);
    }

    /// @param unheard whether impatient records are written though nobody hears of it
    synchronized void goAway(boolean unheard) {
        away = true;
        takesUnheard = unheard;
    }

    /// From now on it takes no record at all.
    synchronized void refuse() {
        refuses = true;
    }

    /// It refuses this record from now on, somewhat later than it was sent, or takes it again.
    synchronized void refuse(String key, boolean so) {
        if (so) {
            refused.add(key);
        } else {
            refused.remove(key);
        }
    }

    /// It does not answer for keys that begin so, until it comes back.
    synchronized void mute(String prefix) {
        mute = prefix;
    }

    /// Nobody leads this topic.
    synchronized void lose(String topic) {
        gone = topic;
    }

    /// How many records were to go to this topic.
    synchronized long asked(String topic) {
        return asked.stream().filter(topic::equals).count();
    }

    private synchronized boolean has(String topic) {
        asked.add(topic);
        return !topic.equals(gone);
    }

    /// No producer that is there now takes anything any more.
    synchronized void endProducers() {
        generation++;
    }

    /// How often this was sent.
    synchronized long tries(String key) {
        return tried.stream().filter(key::equals).count();
    }

    synchronized void comeBack() {
        away = false;
        mute = "";
        waiting.forEach(one -> one.answer().complete(write(one.key())));
        waiting.clear();
    }

    /// Of a producer that gives nothing up.
    Lasting patient() {
        return connect(true);
    }

    /// Of one behind which something happens for each record.
    Lasting slowly(Runnable happening) {
        return Lasting.through(
                new Client(true) {
                    @Override
                    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> sent, Callback callback) {
                        happening.run();
                        return super.send(sent, callback);
                    }
                },
                World.TOPICS,
                Codecs.with(new MemoryRegistry()));
    }

    /// Of one that fails while Kafka is away.
    Lasting impatient() {
        return connect(false);
    }

    Optional<Lasting> whenReady() {
        return Optional.of(patient());
    }

    private Lasting connect(boolean patient) {
        return Lasting.through(new Client(patient), World.TOPICS, Codecs.with(new MemoryRegistry()));
    }

    private RecordMetadata write(String key) {
        log.add(key);
        return new RecordMetadata(new TopicPartition("t", 0), log.size(), 0, 0, 0, 0);
    }

    private synchronized Future<RecordMetadata> take(Client client, String key) {
        tried.add(key);
        if (client.closed) {
            throw new IllegalStateException("closed");
        }
        if (client.generation < generation) {
            return CompletableFuture.failedFuture(new ClusterAuthorizationException("fatal"));
        }
        if (refused.contains(key)) {
            return new CompletableFuture<RecordMetadata>()
                    .orTimeout(20, TimeUnit.MILLISECONDS)
                    .exceptionallyCompose(
                            _ -> CompletableFuture.failedFuture(new RecordTooLargeException("too large")));
        }
        if (!mute.isEmpty() && key.startsWith(mute)) {
            Waiting one = new Waiting(client, key, new CompletableFuture<>());
            waiting.add(one);
            return one.answer();
        }
        if (refuses) {
            return CompletableFuture.failedFuture(new TopicAuthorizationException("t"));
        }
        if (!away) {
            return CompletableFuture.completedFuture(write(key));
        }
        if (client.patient) {
            Waiting one = new Waiting(client, key, new CompletableFuture<>());
            waiting.add(one);
            return one.answer();
        }
        if (takesUnheard) {
            write(key);
        }
        return CompletableFuture.failedFuture(new TimeoutException("away"));
    }

    /// What a closed producer is given from now on it refuses, as a real one does.
    private synchronized void forget(Client client) {
        client.closed = true;
        waiting.stream().filter(one -> one.client() == client).forEach(one -> one.answer()
                .completeExceptionally(new KafkaException("closed")));
        waiting.removeIf(one -> one.client() == client);
    }

    private class Client extends MockProducer<String, byte[]> {

        private final boolean patient;
        private final int generation = FakeKafka.this.generation;
        private boolean closed;

        Client(boolean patient) {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
            this.patient = patient;
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<String, byte[]> sent, Callback callback) {
            return has(sent.topic())
                    ? take(this, sent.key())
                    : CompletableFuture.failedFuture(new TimeoutException(sent.topic() + " is not there"));
        }

        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            if (!has(topic)) {
                throw new TimeoutException(topic + " is not there");
            }
            return List.of();
        }

        @Override
        public void close(Duration timeout) {
            forget(this);
        }
    }
}
