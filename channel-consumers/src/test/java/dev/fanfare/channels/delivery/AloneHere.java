package dev.fanfare.channels.delivery;

import static dev.fanfare.channels.delivery.Deliveries.NOON;

import dev.fanfare.channels.breaker.BreakerSettings;
import dev.fanfare.channels.breaker.Breakers;
import dev.fanfare.channels.controls.KnownControls;
import dev.fanfare.channels.erased.Erased;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// The e-mail channel of one instance, whose breakers hear nobody but themselves.
final class AloneHere {

    static final Topics TOPICS = new Topics("t.", new Partitioning(6));

    final Codecs codecs = Codecs.with(new MemoryRegistry());
    final Written written = new Written(TOPICS, codecs, true);
    final Breakers breakers;

    AloneHere() {
        AtomicReference<@Nullable Breakers> alone = new AtomicReference<>();
        breakers = new Breakers(
                "here",
                (key, control) ->
                        Optional.ofNullable(alone.get()).ifPresent(all -> all.learn(key, control, Instant.now())),
                System::nanoTime,
                InstantSource.system());
        alone.set(breakers);
    }

    /// From now on half of ten calls open a provider's breaker for so long.
    ///
    /// @param calls that must have been seen
    void open(int calls, Duration time) {
        breakers.set(
                Channel.EMAIL,
                new BreakerSettings(0.5, 10, calls, time),
                BreakerSettings.ENDPOINT,
                Duration.ofSeconds(5));
    }

    DeliverRecord deliverer(SendSettings settings, Gateway... providers) {
        return new DeliverRecord(
                Channel.EMAIL,
                Providers.of(providers),
                settings,
                new DeliverRecord.Shared(
                        TOPICS,
                        codecs,
                        written.writer(),
                        Erased.nobody(),
                        KnownControls.none(),
                        breakers,
                        (_, perSecond, limited) -> limited.rate(perSecond),
                        InstantSource.fixed(NOON)));
    }

    ConsumerRecord<byte[], byte[]> record(String recipient) {
        var topic = TOPICS.channel(Channel.EMAIL, Lane.STANDARD);
        byte[] value = codecs.of(topic, Delivery.class).encode(Deliveries.email(recipient));
        return new ConsumerRecord<>(topic.name(), 0, 5, recipient.getBytes(StandardCharsets.UTF_8), value);
    }
}
