package dev.fanfare.channels.live;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.FakeProvider;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Live;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Presence;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import dev.fanfare.schemas.setup.LiveSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The log that streams read, and everybody with a stream open. In trouble it takes nothing: Kafka's producer then
/// waits, and the engine cuts it when its time is over.
final class FakeLog implements FakeProvider {

    private static final Duration SOON = Duration.ofMillis(200);

    private final Topics topics = new Topics("t.", new Partitioning(3));
    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    private final Codec<Presence> presence = codecs.of(topics.presence(), Presence.class);
    private final Codec<Live> live = codecs.of(topics.live(), Live.class);
    private final WhoIsThere anywhere = new WhoIsThere(presence, () -> Deliveries.NOON);
    private final List<ProducerRecord<byte[], byte[]>> written = new CopyOnWriteArrayList<>();
    private volatile Mood mood = Mood.KIND;

    FakeLog() {
        anywhere.reached(Map.of(), true);
    }

    @Override
    public Gateway gateway(Duration timeout) {
        var present = new LiveGateway.Present(new Streams(LiveSettings.DEFAULT), anywhere, SOON);
        Gateway gateway = new LiveGateway(topics, live, this::write, present, () -> Deliveries.NOON);
        return new Limited(gateway, timeout.compareTo(SOON) < 0 ? timeout : SOON);
    }

    /// Cuts what takes too long, as the engine does.
    private record Limited(Gateway gateway, Duration limit) implements Gateway {

        @Override
        public Answer send(Delivery delivery) {
            Thread sender = Thread.currentThread();
            Executor later = CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS);
            CompletableFuture<Void> cut = CompletableFuture.runAsync(sender::interrupt, later);
            try {
                return gateway.send(delivery);
            } finally {
                cut.cancel(false);
                var _ = Thread.interrupted();
            }
        }

        @Override
        public String provider() {
            return gateway.provider();
        }
    }

    private void write(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
        if (mood != Mood.KIND) {
            new CountDownLatch(1).await();
        }
        written.addAll(records);
    }

    /// Whom the log does not know has another's address.
    @Override
    public Delivery delivery(String recipient) {
        Presence says = new Presence(recipient, "one", Deliveries.NOON.plusSeconds(60));
        anywhere.learn(new ConsumerRecord<>("t.presence", 0, 0, new byte[0], presence.encode(says)));
        String address = mood == Mood.UNKNOWN_ADDRESS ? "eve" : recipient;
        return Deliveries.of(Channel.WEBSOCKET, recipient, address).build();
    }

    @Override
    public void mood(Mood mood) {
        this.mood = mood;
    }

    @Override
    public boolean throttle(String retryAfter) {
        mood(Mood.THROTTLING);
        return false;
    }

    /// It has none; what stands in a message belongs to its reader.
    @Override
    public List<String> secrets() {
        return List.of("whsec_of_nobody");
    }

    @Override
    public List<String> ids() {
        return written.stream()
                .map(record -> live.decode(record.value()))
                .map(read -> ((Decoded.Readable<Live>) read).value().getDelivery())
                .toList();
    }

    @Override
    public void restart() {
        mood(Mood.KIND);
    }

    @Override
    public void close() {
        mood(Mood.SILENT);
    }
}
