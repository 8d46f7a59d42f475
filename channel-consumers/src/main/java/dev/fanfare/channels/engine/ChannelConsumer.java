package dev.fanfare.channels.engine;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;

/// One channel's consumer: takes deliveries from its three lanes and hands each to [HandleRecord], as many at once as
/// there is room.
///
/// The listener acknowledges nothing and never blocks; the ledgers commit. Full means paused, never dropped.
public final class ChannelConsumer {

    private static final Duration IDLE_POLL = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final Channel channel;
    private final Room room;
    private final Drain drain;
    private final Windows windows;
    private final BeginRecord begin;
    private final LedgerConsumerFactory consumers;
    private final KafkaMessageListenerContainer<byte[], byte[]> container;

    /// Where a channel's consumer reads.
    ///
    /// @param client Kafka's own settings, with bootstrap.servers
    /// @param instance the process's lasting name in the group; empty for none
    public record Source(Channel channel, Topics topics, Map<String, Object> client, String instance) {}

    /// @param room sends under way at once
    /// @param drain the longest that handling one record takes: a rebalance waits that long
    public ChannelConsumer(Source source, Room room, Duration drain, HandleRecord step) {
        this.channel = source.channel();
        this.room = room;
        this.drain = new Drain(drain);
        this.windows = new Windows(
                new SteerLanes(lanes(source), room), new CommitProgress(System::nanoTime), this.drain, room);
        InTurn inTurn =
                new InTurn(Thread.ofVirtual().name(Names.of(channel) + "-", 0).factory());
        this.begin = new BeginRecord(windows, inTurn, room, step);
        this.consumers = new LedgerConsumerFactory(
                ConsumerConfigs.of(
                        source.client(), source.topics().group(Names.of(channel)), source.instance(), room.shares()),
                windows);
        this.container = container(source);
    }

    public Channel channel() {
        return channel;
    }

    /// Tells of each consumer that is made or closed, from the next start on.
    public void tell(ConsumerFactory.Listener<byte[], byte[]> listener) {
        consumers.addListener(listener);
    }

    public void start() {
        container.start();
    }

    /// Returns when what was under way has ended or was cut, and the last commit is answered; 10 s at most.
    public void stop() {
        drain.stopping();
        container.stop();
    }

    /// Whether records are taken; false too where the consumer gave up for good.
    public boolean running() {
        return container.isRunning() && container.isInExpectedState();
    }

    private KafkaMessageListenerContainer<byte[], byte[]> container(Source source) {
        ContainerProperties properties =
                new ContainerProperties(lanes(source).keySet().toArray(String[]::new));
        properties.setAckMode(AckMode.MANUAL);
        properties.setAsyncAcks(false);
        properties.setPollTimeout(IDLE_POLL.toMillis());
        properties.setShutdownTimeout(STOP_PATIENCE.toMillis());
        properties.setMessageListener((MessageListener<byte[], byte[]>) begin::run);
        var made = new KafkaMessageListenerContainer<>(consumers, properties);
        made.setBeanName(Names.of(channel));
        made.setCommonErrorHandler(new AfterFailure());
        return made;
    }

    private static Map<String, Lane> lanes(Source source) {
        return Arrays.stream(Lane.values())
                .collect(Collectors.toMap(
                        lane -> source.topics().channel(source.channel(), lane).name(), lane -> lane));
    }
}
