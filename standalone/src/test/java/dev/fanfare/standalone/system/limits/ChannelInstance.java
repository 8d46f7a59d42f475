package dev.fanfare.standalone.system.limits;

import dev.fanfare.channels.breaker.Breakers;
import dev.fanfare.channels.controls.Controls;
import dev.fanfare.channels.controls.LearnControls;
import dev.fanfare.channels.controls.WriteControls;
import dev.fanfare.channels.delivery.AnnounceDisabled;
import dev.fanfare.channels.delivery.DeliverRecord;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.Providers;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.channels.delivery.WriteRecords;
import dev.fanfare.channels.engine.ChannelConsumer;
import dev.fanfare.channels.engine.LaneShares;
import dev.fanfare.channels.engine.Room;
import dev.fanfare.channels.erased.LearnErasures;
import dev.fanfare.channels.share.ShareRates;
import dev.fanfare.channels.webhook.FollowRegistrations;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.running.FollowTopics;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/// One instance of a channel as its process would wire it, in this JVM.
final class ChannelInstance implements AutoCloseable {

    final Breakers breakers;
    private final DefaultKafkaProducerFactory<byte[], byte[]> producers;
    private final WriteControls say;
    private final ShareRates rates;
    private final FollowTopics<String> controls;
    private final FollowRegistrations registrations;
    private final ChannelConsumer consumer;

    ChannelInstance(String name, Channel channel, Lanes lanes, SendSettings settings, TimedProvider... providers) {
        producers =
                new DefaultKafkaProducerFactory<>(lanes.client(), new ByteArraySerializer(), new ByteArraySerializer());
        WriteRecords write = new WriteRecords(new KafkaTemplate<>(producers));
        var codec = lanes.codecs().of(lanes.topics().controls(), Control.class);
        say = new WriteControls(lanes.topics().controls().name(), codec, write::run);
        InstantSource clock = InstantSource.system();
        breakers = new Breakers(name, say, System::nanoTime, clock);
        breakers.whenDisabled(new AnnounceDisabled(lanes.topics(), lanes.codecs(), write)::begin);
        breakers.set(channel, settings.providerBreaker(), settings.endpointBreaker(), settings.timeout());
        rates = new ShareRates(name, say::say, System::nanoTime);
        Controls known = new Controls();
        known.tell(breakers::learn);
        known.whenRead(breakers::caughtUp);
        known.tell(rates::learn);
        Map<String, Object> reading = lanes.client();
        reading.put("auto.offset.reset", "earliest");
        reading.put("enable.auto.commit", false);
        controls = new FollowTopics<>(
                "controls",
                List.of(new TopicPartition(lanes.topics().controls().name(), 0)),
                new LearnControls(codec, known),
                () -> new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer()));
        registrations = new FollowRegistrations(
                lanes.topics(),
                lanes.codecs().of(lanes.topics().recipients(), Recipient.class),
                breakers,
                () -> new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        var shared = new DeliverRecord.Shared(
                lanes.topics(),
                lanes.codecs(),
                write,
                new LearnErasures(lanes.codecs().of(lanes.topics().erasures(), Erasure.class)).erased(),
                known,
                breakers,
                rates,
                clock);
        consumer = new ChannelConsumer(
                new ChannelConsumer.Source(channel, lanes.topics(), lanes.client(), ""),
                new Room(new LaneShares(settings.inFlight())),
                settings.timeout().plusSeconds(5),
                new DeliverRecord(channel, new Providers(gateways(providers)), settings, shared));
    }

    ChannelInstance start() {
        say.start();
        controls.start();
        registrations.start();
        rates.start();
        consumer.start();
        return this;
    }

    @Override
    public void close() {
        consumer.stop();
        rates.close();
        registrations.close();
        controls.close();
        say.close();
        producers.destroy();
    }

    private static List<Gateway> gateways(TimedProvider... providers) {
        return Stream.of(providers).map(TimedProvider::gateway).toList();
    }
}
