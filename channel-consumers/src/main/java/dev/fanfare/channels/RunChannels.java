package dev.fanfare.channels;

import dev.fanfare.channels.delivery.DeliverRecord;
import dev.fanfare.channels.delivery.Providers;
import dev.fanfare.channels.engine.ChannelConsumer;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Names;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/// Starts the channels with the process, and stops them side by side before it ends.
final class RunChannels implements SmartLifecycle {

    private final List<Running> channels;
    private volatile boolean running;

    /// A channel's consumer, what it does with each record, and the providers that it sends through.
    record Running(ChannelConsumer consumer, DeliverRecord step, Providers providers) {}

    RunChannels(List<Running> channels) {
        this.channels = List.copyOf(channels);
    }

    @Override
    public void start() {
        channels.forEach(channel -> channel.consumer().start());
        running = true;
    }

    @Override
    public void stop() {
        List<Thread> stopping = channels.stream()
                .map(channel -> Thread.ofVirtual().start(() -> stop(channel)))
                .toList();
        try {
            for (Thread thread : stopping) {
                thread.join();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// The channels whose consumer gave up.
    List<String> fallen() {
        return channels.stream()
                .map(Running::consumer)
                .filter(consumer -> running && !consumer.running())
                .map(consumer -> Names.of(consumer.channel()))
                .toList();
    }

    /// Calls of a channel's providers under way in this process; 0 where it does not run the channel.
    int callsUnderWay(Channel channel) {
        return channels.stream()
                .filter(one -> one.consumer().channel() == channel)
                .mapToInt(one -> one.step().callsUnderWay())
                .sum();
    }

    private static void stop(Running channel) {
        channel.consumer().stop();
        channel.providers().close();
    }
}
