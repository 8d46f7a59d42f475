package dev.fanfare.channels.live;

import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Presence;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import dev.fanfare.schemas.setup.LiveSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TellPresenceTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final Topics topics = new Topics("t.", new Partitioning(3));
    private final Codec<Presence> codec = Codecs.with(new MemoryRegistry()).of(topics.presence(), Presence.class);
    private final Streams streams = new Streams(LiveSettings.DEFAULT);
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final TellPresence tell =
            new TellPresence(topics, codec, records -> records.forEach(this::hear), streams, () -> NOON, "one");

    @BeforeEach
    void start() {
        tell.start();
    }

    @AfterEach
    void close() {
        tell.close();
    }

    @Test
    void the_first_stream_of_a_person_is_told_and_the_end_of_the_last() {
        comes(streams, "ada");
        await().until(() -> said.equals(List.of("ada one PT1M")));
        comes(streams, "ada");
        streams.close(streams.of("ada").getFirst());
        streams.close(streams.of("ada").getFirst());
        await().until(() -> said.equals(List.of("ada one PT1M", "ada one PT10S")));
    }

    @Test
    void a_stream_without_its_place_is_told_of_to_nobody() {
        streams.open("ada");
        streams.close(streams.of("ada").getFirst());
        comes(streams, "alan");

        await().until(() -> said.equals(List.of("alan one PT1M")));
    }

    @Test
    void what_cannot_be_said_does_not_end_it() {
        broken.set(true);
        comes(streams, "ada");
        await().until(() -> !broken.get());
        comes(streams, "alan");
        await().until(() -> said.equals(List.of("alan one PT1M")));
    }

    @Test
    void leases_are_renewed_though_somebody_comes_or_goes_all_the_time() {
        Streams busy = new Streams(LiveSettings.DEFAULT);
        List<String> heard = new CopyOnWriteArrayList<>();
        TellPresence.Write write = records -> {
            records.forEach(record -> heard.add(new String(record.key(), StandardCharsets.UTF_8)));
            comes(busy, "eve");
            busy.close(busy.of("eve").getFirst());
        };
        TellPresence.Lease lease = new TellPresence.Lease(Duration.ofMinutes(1), Duration.ofMillis(50), Duration.ZERO);
        try (TellPresence crowded = new TellPresence(topics, codec, write, busy, () -> NOON, "one", lease)) {
            crowded.start();
            comes(busy, "ada");
            await().until(() -> heard.stream().filter("ada\none"::equals).count() > 2);
        }
    }

    private static void comes(Streams streams, String recipient) {
        streams.open(recipient);
        OpenStream stream = streams.of(recipient).getLast();
        stream.begin(new Place(0), 0, null);
        streams.begun(stream);
    }

    private void hear(ProducerRecord<byte[], byte[]> record) {
        if (broken.getAndSet(false)) {
            throw new IllegalStateException("away");
        }
        if (codec.decode(record.value()) instanceof Decoded.Readable<Presence>(var presence)) {
            said.add(presence.getRecipient() + " " + presence.getInstance() + " "
                    + Duration.between(NOON, presence.getUntil()));
        }
    }
}
