package dev.fanfare.track.lag;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.setup.KafkaSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.SmartLifecycle;

/// Shows how old the oldest is that fan-out, tracking and each lane of a channel are not done with; every instance
/// shows the same.
public final class LagMeters implements SmartLifecycle {

    private final Topics topics;
    private final WatchQueues watch;
    private volatile boolean running;

    public LagMeters(Admin admin, KafkaSettings kafka, Topics topics, InstantSource clock, MeterRegistry meters) {
        this.topics = topics;
        List<Queue> queues = new ArrayList<>();
        Queue fanout = new Queue(
                topics.group(Topics.FANOUT),
                List.of(
                        topics.events(Lane.EXPRESS),
                        topics.events(Lane.STANDARD),
                        topics.slices(Lane.EXPRESS),
                        topics.slices(Lane.STANDARD)));
        Queue track = new Queue(topics.group(Topics.TRACK), List.of(topics.outcomes(), topics.counts()));
        queues.add(fanout);
        queues.add(track);
        for (Channel channel : Topics.CHANNELS) {
            for (Lane lane : Lane.values()) {
                queues.add(lane(topics, channel, lane));
            }
        }
        watch = new WatchQueues(() -> FindWaiting.with(admin, kafka), queues, clock);
        gauge("notification.fanout.lag", "Age of the oldest event or slice not yet worked off", fanout)
                .register(meters);
        gauge("notification.track.lag", "Age of the oldest outcome not yet counted", track)
                .register(meters);
        for (Channel channel : Topics.CHANNELS) {
            for (Lane lane : Lane.values()) {
                Queue queue = lane(topics, channel, lane);
                Tags tags = Tags.of("channel", channel.name().toLowerCase(Locale.ROOT), "lane", Names.of(lane));
                gauge("notification.backlog", "Age of the oldest undelivered", queue)
                        .tags(tags)
                        .register(meters);
                Gauge.builder("notification.backlog.records", watch.last(), last -> last.records(queue))
                        .description("Behind what the channel has committed")
                        .tags(tags)
                        .register(meters);
                Gauge.builder("notification.backlog.bytes", watch.last(), last -> last.bytes(queue))
                        .description("What of the log they take, about")
                        .tags(tags)
                        .register(meters);
            }
        }
    }

    /// How old the oldest record is that the channel is not done with on this lane, in seconds; nothing where that is
    /// not known.
    public OptionalDouble seconds(Channel channel, Lane lane) {
        double age = watch.last().seconds(lane(topics, channel, lane));
        return Double.isNaN(age) ? OptionalDouble.empty() : OptionalDouble.of(age);
    }

    private Gauge.Builder<LastLook> gauge(String name, String description, Queue queue) {
        return Gauge.builder(name, watch.last(), last -> last.seconds(queue))
                .description(description)
                .baseUnit("seconds");
    }

    private static Queue lane(Topics topics, Channel channel, Lane lane) {
        return new Queue(topics.group(Names.of(channel)), List.of(topics.channel(channel, lane)));
    }

    @Override
    public void start() {
        watch.start();
        running = true;
    }

    @Override
    public void stop() {
        watch.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
