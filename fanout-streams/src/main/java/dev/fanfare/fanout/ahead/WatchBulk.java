package dev.fanfare.fanout.ahead;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Topics;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every second at the channels' bulk lanes, as long as there are bulk slices open.
public final class WatchBulk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchBulk.class);
    private static final long EVERY_MS = 1_000;

    private final Look look;
    private final Paces paces;
    private final Set<Channel> failing = EnumSet.noneOf(Channel.class);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("watch-bulk").daemon().unstarted(this::run);

    /// Looks at all partitions of one channel's bulk lane.
    interface Look {
        void at(Channel channel) throws InterruptedException, ExecutionException, TimeoutException;
    }

    public WatchBulk(Admin admin, Topics topics, Paces paces) {
        this(new LookAtBulk(admin, topics, paces)::at, paces);
    }

    WatchBulk(Look look, Paces paces) {
        this.look = look;
        this.paces = paces;
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        stop.countDown();
        thread.interrupt();
    }

    private void run() {
        try {
            while (!stop.await(EVERY_MS, TimeUnit.MILLISECONDS)) {
                if (paces.wanted()) {
                    look();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// One channel that cannot be seen keeps nobody from the others.
    void look() throws InterruptedException {
        for (Channel channel : Topics.CHANNELS) {
            try {
                look.at(channel);
                failing.remove(channel);
            } catch (ExecutionException | TimeoutException away) {
                if (failing.add(channel)) { // said once, not every second
                    LOG.atWarn()
                            .addKeyValue("channel", channel)
                            .addKeyValue("why", away.toString())
                            .log("How far a channel has come cannot be seen; bulk does not wait for it");
                }
            }
        }
    }
}
