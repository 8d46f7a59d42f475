package dev.fanfare.channels.controls;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChannelControl;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.EventControl;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What holds of events wherever their deliveries wait; asked before each call of a provider.
///
/// Entries come in the order of their topic. A cancel is for ever: an entry that was on its way when it was asked for
/// does not take it back, only the event's being forgotten does.
public final class Controls {

    private final Map<String, Entry> events = new ConcurrentHashMap<>();
    private final Set<Channel> paused = ConcurrentHashMap.newKeySet();
    private final CountDownLatch read = new CountDownLatch(1);
    private final Suppressed suppressed;

    /// Where no address is suppressed.
    public Controls() {
        this(Suppressed.nobody());
    }

    public Controls(Suppressed suppressed) {
        this.suppressed = suppressed;
    }

    private final List<Learns> others = new CopyOnWriteArrayList<>();
    private final List<Runnable> atEnd = new CopyOnWriteArrayList<>();

    /// Hears of what holds of others than events.
    @FunctionalInterface
    public interface Learns {

        void learn(String key, @Nullable Control control, Instant at);
    }

    /// @param at when Kafka took it in: an event that was accepted later came again, and is another one
    private record Entry(Steering steering, Instant at) {}

    /// What may be done with this delivery; waits until the topic has been read once.
    public Verdict of(Delivery delivery, Instant now) throws InterruptedException {
        read.await();
        Steering steering = steering(delivery);
        if (steering != null && steering.getCancelled()) {
            return Verdict.CANCELLED;
        }
        if (expired(delivery, steering, now)) {
            return Verdict.EXPIRED;
        }
        Verdict address = suppressed.of(delivery);
        if (address != Verdict.GO) {
            return address;
        }
        return steering != null && steering.getPaused() ? Verdict.PAUSED : Verdict.GO;
    }

    /// The end of this delivery that holds now: its own, or the one that was asked for since.
    public @Nullable Instant expiresAt(Delivery delivery) {
        return expiresAt(delivery, steering(delivery));
    }

    /// One record of the topic.
    ///
    /// @param control null where the entry goes
    public void learn(String key, @Nullable Control control, Instant at) {
        others.forEach(other -> other.learn(key, control, at));
        if (control == null) {
            events.remove(key);
        } else if (control.getContent() instanceof ChannelControl channel) {
            learn(channel);
        } else if (control.getContent() instanceof EventControl event) {
            events.merge(key, new Entry(event.getSteering(), at), Controls::later);
        }
    }

    private void learn(ChannelControl control) {
        synchronized (paused) {
            if (control.getPaused()) {
                paused.add(control.getChannel());
            } else {
                paused.remove(control.getChannel());
                paused.notifyAll();
            }
        }
    }

    /// Waits until it is paused no more, so long at most.
    public void awaitResumed(Channel channel, Duration most) throws InterruptedException {
        long until = System.nanoTime() + most.toNanos();
        synchronized (paused) {
            for (long left = most.toMillis(); paused.contains(channel) && left > 0; ) {
                paused.wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            }
        }
    }

    /// Whether nothing is begun on this channel; waits until the topic has been read once.
    public boolean isPaused(Channel channel) throws InterruptedException {
        read.await();
        return paused.contains(channel);
    }

    /// What is read is told to this one, too, from now on.
    public void tell(Learns other) {
        others.add(other);
    }

    /// To be run when what stood there when reading began is read; more than once, perhaps.
    public void whenRead(Runnable run) {
        atEnd.add(run);
    }

    /// The topic has been read to its end.
    public void complete() {
        atEnd.forEach(Runnable::run);
        read.countDown();
    }

    private static Entry later(Entry before, Entry after) {
        return before.steering().getCancelled() && !after.steering().getCancelled() ? before : after;
    }

    private static boolean expired(Delivery delivery, @Nullable Steering steering, Instant now) {
        Instant expiresAt = expiresAt(delivery, steering);
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    private static @Nullable Instant expiresAt(Delivery delivery, @Nullable Steering steering) {
        Instant changed = steering == null ? null : steering.getExpiresAt();
        return changed == null ? delivery.getExpiresAt() : changed;
    }

    private @Nullable Steering steering(Delivery delivery) {
        Entry entry = events.get(Topics.controlKey(delivery.getEvent()));
        Instant since =
                delivery.getEventAcceptedAt() == null ? delivery.getAcceptedAt() : delivery.getEventAcceptedAt();
        return entry == null || since.isAfter(entry.at()) ? null : entry.steering();
    }
}
