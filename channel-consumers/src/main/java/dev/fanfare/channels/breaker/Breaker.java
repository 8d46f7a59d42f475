package dev.fanfare.channels.breaker;

import dev.fanfare.schemas.BreakerControl;
import dev.fanfare.schemas.BreakerStand;
import dev.fanfare.schemas.EndpointOwner;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One breaker as this instance knows it. What it is told and what it says goes the same way to all, in one order; so
/// all agree, a moment later. Times are a monotonic clock's nanoseconds.
///
/// Closed, it counts. Open, nobody calls until its time is over; then one call asks: of a provider, that of the
/// instance whose wish to ask was written first; of an endpoint, which one instance calls as a rule, any instance's.
final class Breaker {

    /// An endpoint is asked this often at least, so that 100 attempts are made within the time that disables it.
    static final Duration LONGEST = Duration.ofMinutes(30);
    /// Who asked last asks first.
    private static final Duration OTHERS_LATER = Duration.ofMillis(250);
    private static final int MOST_DOUBLINGS = 10;

    private final String name;
    private final boolean endpoint;
    private final TooMany tooMany;
    private final Duration open;
    private final Duration lease;
    private final Troubles troubles = new Troubles();
    private final Telling tell;
    private final Wishes wishes = new Wishes();
    /// Null where it is closed.
    private volatile @Nullable BreakerStand stand;
    private long until;
    private boolean mayAsk;
    private boolean asking;
    private int probes;
    private @Nullable Instant disabledAt;
    private @Nullable EndpointOwner owner;
    private long used;

    /// @param longest that a call takes
    Breaker(String name, boolean endpoint, BreakerSettings settings, Duration longest, Voice voice, long now) {
        this.used = now;
        this.name = name;
        this.endpoint = endpoint;
        this.tell = new Telling(name, voice, troubles);
        this.tooMany = new TooMany(settings, endpoint);
        this.open = settings.open();
        this.lease = longest.plus(Wishes.ANSWERED);
    }

    /// Whether a call may pass; where nobody asks, this says that it wishes to.
    synchronized Turn look(long now) {
        used = now;
        if (stand == null) {
            return new Turn.Now();
        }
        if (stand == BreakerStand.DISABLED) {
            return new Turn.Never(troubles.why());
        }
        if (now - until < 0) {
            boolean ours = stand == BreakerStand.PROBING && mayAsk && !asking;
            return ours ? new Turn.Now() : notYet(until - now, false);
        }
        return endpoint ? new Turn.Now() : wish(now);
    }

    /// One instance asks; a wish that is lost is written again.
    private Turn wish(long now) {
        long wait = wishes.left(now);
        if (wait > 0) {
            return notYet(wait, true);
        }
        wishes.say(now);
        tell.wish(lease);
        return notYet(Wishes.ANSWERED.toNanos(), true);
    }

    /// Begins a call, if it may begin now.
    synchronized Begun begin(long now) {
        used = now;
        if (stand == null) {
            tooMany.begin(now);
            return new Begun(Pass.CALL, now);
        }
        boolean due = endpoint && stand != BreakerStand.DISABLED && now - until >= 0;
        boolean ours = stand == BreakerStand.PROBING && mayAsk && !asking && now - until < 0;
        if (!due && !ours) {
            return new Begun(Pass.NONE, now);
        }
        stand = BreakerStand.PROBING;
        mayAsk = true;
        asking = true;
        until = now + lease.toNanos();
        return new Begun(Pass.PROBE, now);
    }

    /// A call went well.
    ///
    /// @return whether it closed the breaker
    synchronized boolean well(Begun call, long now) {
        if (call.pass() == Pass.PROBE) {
            close();
            tell.closed(now);
            return true;
        }
        if (stand == null) {
            troubles.well();
            tooMany.well(call.at());
        }
        return false;
    }

    /// A call failed.
    ///
    /// @return what was told to all, where it opened the breaker
    synchronized Optional<BreakerStand> failed(Begun call, String reason, long now, Instant time) {
        used = now;
        troubles.failed(reason, time);
        if (call.pass() == Pass.PROBE) {
            probes++;
            return Optional.of(opened(now, time));
        }
        return stand == null && tooMany.failed(call.at(), now) ? Optional.of(opened(now, time)) : Optional.empty();
    }

    /// A call that asked was cut: another one may ask at once.
    synchronized void cut(Begun call, long now) {
        if (call.pass() == Pass.PROBE && stand == BreakerStand.PROBING) {
            open(now);
            tell.open(Duration.ZERO, now);
        }
    }

    /// With whom the endpoint is called.
    synchronized void calls(EndpointOwner with) {
        owner = with;
    }

    /// The endpoint said that it is gone.
    ///
    /// @return whether that was not known yet
    synchronized boolean disable(String reason, long now) {
        if (stand == BreakerStand.DISABLED) {
            return false;
        }
        stand = BreakerStand.DISABLED;
        troubles.because(reason);
        tell.disabled(owner, now);
        return true;
    }

    /// What all are told comes to this instance as well.
    ///
    /// @param control null where it is closed
    synchronized void learn(@Nullable BreakerControl control, When when, long now) {
        used = Math.max(used, now - when.age().toNanos());
        boolean own = control != null && tell.isOurs(control);
        if (control != null && control.getStand() == BreakerStand.PROBING) {
            probing(control, own, when, now);
            return;
        }
        Optional<BreakerStand> said = Optional.ofNullable(control).map(BreakerControl::getStand);
        boolean known = tell.unheard().covers(said, own || control == null, now);
        if (control == null) {
            if (!known) {
                close();
            }
        } else if (control.getStand() == BreakerStand.DISABLED) {
            disabled(control, known, when.at());
        } else if (!known) {
            open(now + left(control, when) + (endpoint ? 0 : OTHERS_LATER.toNanos()));
            troubles.learn(control);
        }
    }

    private void disabled(BreakerControl control, boolean known, Instant at) {
        if (!known) {
            stand = BreakerStand.DISABLED;
            troubles.because(control.getWhy());
        }
        if (stand == BreakerStand.DISABLED && disabledAt == null) {
            disabledAt = at;
            owner = control.getOwner();
        }
    }

    /// Somebody wished to ask; where that had just been done, it is said once more that it is closed.
    private void probing(BreakerControl control, boolean own, When when, long now) {
        long left = left(control, when);
        if (own) {
            left = wishes.cameBack(lease, now);
        }
        if (tell.unheard().isWaiting(now) || stand == BreakerStand.DISABLED) {
            return;
        }
        if (stand == null && when.live()) {
            if (own) {
                tell.closed(now);
            }
            return;
        }
        if (stand != BreakerStand.PROBING || now - until >= 0) {
            stand = BreakerStand.PROBING;
            until = now + left;
            mayAsk = own;
            asking = false;
        }
    }

    private static long left(BreakerControl control, When when) {
        return Math.max(
                0, Duration.ofMillis(control.getForMs()).minus(when.age()).toNanos());
    }

    /// Takes no lock.
    boolean isClosed() {
        return stand == null;
    }

    /// As it may be shown to everybody.
    synchronized Shown shown() {
        BreakerStand now = stand;
        return now == null ? Shown.closed(name) : Shown.of(name, now, troubles, owner);
    }

    /// When all were told so first, and whose endpoint it was; nothing where it is not.
    synchronized Optional<Disabled> disabled() {
        return stand == BreakerStand.DISABLED
                ? Optional.ofNullable(disabledAt).map(at -> new Disabled(at, owner))
                : Optional.empty();
    }

    /// Whether nobody, on any instance, has asked about it for so long.
    synchronized boolean isIdle(Duration time, long now) {
        return now - used > time.toNanos();
    }

    /// Whether nothing is worth keeping of it.
    synchronized boolean isClean() {
        return stand == null && tell.unheard().isEmpty() && tooMany.isClean();
    }

    /// How many calls asked in vain since it opened.
    synchronized int probes() {
        return probes;
    }

    private BreakerStand opened(long now, Instant time) {
        if (endpoint && troubles.areForGood(time)) {
            boolean _ = disable(troubles.summary(), now);
            return BreakerStand.DISABLED;
        }
        Duration wait = openFor();
        open(now + wait.toNanos());
        tell.open(wait, now);
        return BreakerStand.OPEN;
    }

    private void open(long end) {
        stand = BreakerStand.OPEN;
        until = end;
        mayAsk = false;
        asking = false;
        wishes.notBefore(end);
    }

    private void close() {
        stand = null;
        disabledAt = null;
        owner = null;
        probes = 0;
        troubles.well();
        mayAsk = false;
        asking = false;
        wishes.forget();
        tooMany.forget();
    }

    private Duration openFor() {
        if (!endpoint) {
            return open;
        }
        Duration doubled = open.multipliedBy(1L << Math.min(probes, MOST_DOUBLINGS));
        return doubled.compareTo(LONGEST) < 0 || open.compareTo(LONGEST) > 0 ? doubled : LONGEST;
    }

    private Turn.NotYet notYet(long nanos, boolean asked) {
        return new Turn.NotYet(Duration.ofNanos(nanos), asked, troubles.why());
    }
}
