package dev.fanfare.channels.share;

import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.ShareControl;
import dev.fanfare.schemas.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shares each provider's rate among the instances that call it, through the controls topic. While nobody calls it,
/// nothing is written.
public final class ShareRates implements Rates, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShareRates.class);
    private static final long LOOK_MS = 25;
    private static final long CLOSE_MS = 1_000;
    private static final String PREFIX = Topics.shareKey("", "").replaceFirst("/$", "");

    private final Map<String, Joined> joined = new TreeMap<>();
    private final String me;
    private final BiConsumer<String, @Nullable Control> say;
    private final LongSupplier nanos;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("share-rates").daemon().unstarted(this::run);

    private record Joined(Share share, Demand demand, Limited limited) {

        boolean isWanting() {
            return limited.waiting() > 0;
        }
    }

    /// @param me this instance's name, its own at every start
    /// @param say tells all instances, this one included, in order
    /// @param nanos a monotonic clock, in nanoseconds
    public ShareRates(String me, BiConsumer<String, @Nullable Control> say, LongSupplier nanos) {
        this.me = me;
        this.say = say;
        this.nanos = nanos;
    }

    public void start() {
        thread.start();
    }

    @Override
    public synchronized void join(String name, double perSecond, Limited limited) {
        long now = nanos.getAsLong();
        joined.put(name, new Joined(new Share(name, me, perSecond, now), new Demand(perSecond, now), limited));
        limited.rate(0);
    }

    /// What this instance may use now, in calls a second.
    public synchronized double rate(String name) {
        Joined known = joined.get(name);
        return known == null ? 0 : known.share().rate(nanos.getAsLong());
    }

    /// One record of the controls topic.
    public synchronized void learn(String key, @Nullable Control control, Instant at) {
        int end = key.lastIndexOf('/');
        if (!key.startsWith(PREFIX) || end < PREFIX.length()) {
            return;
        }
        String name = key.substring(PREFIX.length(), end);
        Joined known = joined.get(name);
        if (known == null) {
            return;
        }
        ShareControl said = control != null && control.getContent() instanceof ShareControl share ? share : null;
        for (String dead : known.share().learn(key.substring(end + 1), said, at)) {
            say.accept(Topics.shareKey(name, dead), null);
        }
        known.limited().rate(known.share().rate(nanos.getAsLong()));
        if (known.isWanting()) {
            look(name, known); // at once: until others have given way, nobody has what they leave
        }
    }

    /// One look at what is wanted.
    synchronized void look() {
        joined.forEach(this::look);
    }

    private void look(String name, Joined one) {
        long now = nanos.getAsLong();
        double wants = one.demand().of(one.limited().waiting(), one.limited().taken(), now);
        Share.Said said = one.share().decide(wants, now);
        one.limited().rate(one.share().rate(now)); // lowered before it is said
        switch (said) {
            case Share.Said.Nothing() -> {}
            case Share.Said.Gone() -> say.accept(Topics.shareKey(name, me), null);
            case Share.Said.Words(var words) -> say.accept(Topics.shareKey(name, me), new Control(words));
        }
    }

    /// Leaves what it held to the others: nothing may be called any more.
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            joined.forEach((name, one) -> {
                one.limited().rate(0);
                say.accept(Topics.shareKey(name, me), null);
            });
            joined.clear();
        }
    }

    /// Whether the rates are still looked after; true until it is closed.
    public boolean isRunning() {
        return stop.getCount() == 0 || thread.getState() == Thread.State.NEW || thread.isAlive();
    }

    /// Without this thread a rate would fall to nothing, and its channel stand still.
    private void lookOn() {
        try {
            look();
        } catch (RuntimeException failed) {
            LOG.error("Rates could not be shared, which is tried again", failed);
        }
    }

    private void run() {
        try {
            while (!stop.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
                lookOn();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
