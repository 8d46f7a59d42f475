package dev.fanfare.channels.email;

import jakarta.mail.MessagingException;
import jakarta.mail.NoSuchProviderException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Open connections to the mail server, kept for the next mail; as many as are used at once, and fewer when it grows
/// quiet.
final class SmtpConnections implements AutoCloseable {

    /// Longer than this without use, and the server is asked whether it is still there.
    private static final Duration TRUSTED = Duration.ofSeconds(1);
    /// Servers close idle connections after minutes; we do it first.
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();
    private final ScheduledExecutorService sweep = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("smtp-idle").factory());
    private final Session session;
    private final SmtpSettings settings;
    private volatile boolean closed;

    private record Idle(Transport transport, long since) {
        boolean longerThan(Duration time) {
            return System.nanoTime() - since > time.toNanos();
        }
    }

    /// A connection in use.
    ///
    /// @param kept whether it served before: the server may have closed it since
    record Lease(Transport transport, boolean kept) {}

    SmtpConnections(Session session, SmtpSettings settings) {
        this.session = session;
        this.settings = settings;
        var _ = sweep.scheduleWithFixedDelay(() -> closeIdle(KEPT), KEPT.toSeconds(), 5, TimeUnit.SECONDS);
    }

    /// The one used last, so that those not needed grow old.
    Lease take() throws MessagingException {
        for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            if (!next.longerThan(TRUSTED) || next.transport().isConnected()) {
                return new Lease(next.transport(), true);
            }
            drop(next.transport());
        }
        return fresh();
    }

    Lease fresh() throws MessagingException {
        Transport transport = smtp();
        if (settings.username().isEmpty()) {
            transport.connect();
        } else {
            transport.connect(settings.username(), settings.password());
        }
        return new Lease(transport, false);
    }

    void giveBack(Lease lease) {
        idle.addFirst(new Idle(lease.transport(), System.nanoTime()));
        if (closed) {
            closeIdle(Duration.ZERO);
        }
    }

    void drop(Lease lease) {
        drop(lease.transport());
    }

    @Override
    public void close() {
        closed = true;
        sweep.shutdownNow();
        closeIdle(Duration.ZERO);
    }

    private void closeIdle(Duration after) {
        for (Idle oldest = idle.pollLast(); oldest != null; oldest = idle.pollLast()) {
            if (!oldest.longerThan(after)) {
                idle.addLast(oldest);
                return;
            }
            drop(oldest.transport());
        }
    }

    private Transport smtp() throws NoSuchProviderException {
        return session.getTransport("smtp");
    }

    private static void drop(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException alreadyGone) {
            // It is closed either way.
        }
    }
}
