package dev.fanfare.channels.breaker;

import dev.fanfare.schemas.BreakerControl;
import dev.fanfare.schemas.BreakerStand;
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
    /// How long a wish to ask may take to come back.
    private static final Duration ANSWERED = Duration.ofSeconds(2);
    /// Who asked last asks first.
    private static final Duration OTHERS_LATER = Duration.ofMillis(250);
    private static final int MOST_DOUBLINGS = 10;
    private static final Duration DISABLED_AFTER = Duration.ofDays(3);
    private static final int DISABLED_FROM = 100;

    private final String name;
    private final boolean endpoint;
    private final String me;
    private final Failures failures;
    private final Duration open;
    private final Duration lease;
    /// Null where it is closed.
    private @Nullable BreakerStand stand;
    private long until;
    private boolean mayAsk;
    private boolean asking;
    private long wishAnswered;
    private int probes;
    private @Nullable Instant since;
    private @Nullable Instant disabledAt;
    private int failed;
    private String why = "";

    /// @param longest that a call takes
    /// @param me this instance's name
    Breaker(String name, boolean endpoint, BreakerSettings settings, Duration longest, String me) {
        this.name = name;
        this.endpoint = endpoint;
        this.me = me;
        this.failures = new Failures(settings);
        this.open = settings.open();
        this.lease = longest.plus(ANSWERED);
    }

    /// What a look came to, and what is to be told to all.
    record Looked(Turn turn, Optional<BreakerControl> say) {
        Looked(Turn turn) {
            this(turn, Optional.empty());
        }
    }

    synchronized Looked look(long now) {
        if (stand == null) {
            return new Looked(new Turn.Now());
        }
        if (stand == BreakerStand.DISABLED) {
            return new Looked(new Turn.Never(why));
        }
        if (now - until < 0) {
            boolean ours = stand == BreakerStand.PROBING && mayAsk && !asking;
            return new Looked(ours ? new Turn.Now() : notYet(until - now, false));
        }
        return endpoint ? new Looked(new Turn.Now()) : wish(now);
    }

    /// One instance asks; a wish that is lost is written again.
    private Looked wish(long now) {
        if (now - wishAnswered < 0) {
            return new Looked(notYet(wishAnswered - now, true));
        }
        wishAnswered = now + ANSWERED.toNanos();
        return new Looked(notYet(ANSWERED.toNanos(), true), Optional.of(said(BreakerStand.PROBING, lease)));
    }

    /// Begins a call, if it may begin now.
    synchronized Pass begin(long now) {
        if (stand == null) {
            return Pass.CALL;
        }
        boolean due = endpoint && stand != BreakerStand.DISABLED && now - until >= 0;
        boolean ours = stand == BreakerStand.PROBING && mayAsk && !asking && now - until < 0;
        if (!due && !ours) {
            return Pass.NONE;
        }
        stand = BreakerStand.PROBING;
        mayAsk = true;
        asking = true;
        until = now + lease.toNanos();
        return Pass.PROBE;
    }

    /// A call went well.
    ///
    /// @return whether it closed the breaker
    synchronized boolean well(Pass pass) {
        if (pass == Pass.PROBE) {
            close();
            return true;
        }
        if (stand == null) {
            since = null;
            failed = 0;
            failures.well();
        }
        return false;
    }

    /// A call failed.
    ///
    /// @return what is to be told to all, where it opened the breaker
    synchronized Optional<BreakerControl> failed(Pass pass, String reason, long now, Instant time) {
        failed++;
        since = since == null ? time : since;
        why = reason;
        if (pass == Pass.PROBE) {
            probes++;
            return Optional.of(opened(now, time));
        }
        return stand == null && failures.failed() ? Optional.of(opened(now, time)) : Optional.empty();
    }

    /// A call that asked was cut: another one may ask at once.
    synchronized Optional<BreakerControl> cut(Pass pass, long now) {
        if (pass != Pass.PROBE || stand != BreakerStand.PROBING) {
            return Optional.empty();
        }
        open(now);
        return Optional.of(said(BreakerStand.OPEN, Duration.ZERO));
    }

    /// The endpoint said that it is gone.
    synchronized BreakerControl disable(String reason) {
        stand = BreakerStand.DISABLED;
        why = reason;
        return said(BreakerStand.DISABLED, Duration.ZERO);
    }

    /// What all are told comes to this instance as well.
    ///
    /// @param control null where it is closed
    /// @param at when it was written
    /// @param age how long ago it was written
    /// @return whether it is to be told that it is closed: somebody wished to ask when that had just been done
    synchronized boolean learn(@Nullable BreakerControl control, Instant at, Duration age, long now) {
        if (control == null) {
            close();
            return false;
        }
        boolean own = control.getBy().equals(me);
        long left = Math.max(0, Duration.ofMillis(control.getForMs()).minus(age).toNanos());
        switch (control.getStand()) {
            case DISABLED -> {
                stand = BreakerStand.DISABLED;
                disabledAt = at;
                why = control.getWhy();
            }
            case OPEN -> {
                if (!own) {
                    open(now + left + (endpoint ? 0 : OTHERS_LATER.toNanos()));
                    since = control.getSince();
                    failed = Math.max(failed, control.getFailed());
                    why = control.getWhy();
                }
            }
            case PROBING -> {
                return probing(own, left, now);
            }
        }
        return false;
    }

    private boolean probing(boolean own, long left, long now) {
        if (own) {
            wishAnswered = now;
        }
        boolean taken = stand == BreakerStand.PROBING && now - until < 0;
        if (stand == null || stand == BreakerStand.DISABLED || taken) {
            return own && stand == null;
        }
        stand = BreakerStand.PROBING;
        until = now + left;
        mayAsk = own;
        asking = false;
        return false;
    }

    synchronized boolean isClosed() {
        return stand == null;
    }

    /// When all were told so; nothing where it is not.
    synchronized Optional<Instant> disabledAt() {
        return stand == BreakerStand.DISABLED ? Optional.ofNullable(disabledAt) : Optional.empty();
    }

    /// Whether nothing is worth keeping of it.
    synchronized boolean isClean() {
        return stand == null && failures.isClean();
    }

    /// How many calls asked in vain since it opened.
    synchronized int probes() {
        return probes;
    }

    private BreakerControl opened(long now, Instant time) {
        if (endpoint
                && failed >= DISABLED_FROM
                && since != null
                && !since.plus(DISABLED_AFTER).isAfter(time)) {
            return disable("no success since " + since + ", in " + failed + " calls; the last: " + why);
        }
        Duration wait = openFor();
        open(now + wait.toNanos());
        return said(BreakerStand.OPEN, wait);
    }

    private void open(long end) {
        stand = BreakerStand.OPEN;
        until = end;
        mayAsk = false;
        asking = false;
        wishAnswered = end;
    }

    private void close() {
        stand = null;
        disabledAt = null;
        probes = 0;
        failed = 0;
        since = null;
        mayAsk = false;
        asking = false;
        failures.forget();
    }

    private Duration openFor() {
        if (!endpoint) {
            return open;
        }
        Duration doubled = open.multipliedBy(1L << Math.min(probes, MOST_DOUBLINGS));
        return doubled.compareTo(LONGEST) < 0 || open.compareTo(LONGEST) > 0 ? doubled : LONGEST;
    }

    private Turn.NotYet notYet(long nanos, boolean asked) {
        return new Turn.NotYet(Duration.ofNanos(nanos), asked, why);
    }

    private BreakerControl said(BreakerStand now, Duration time) {
        BreakerControl said = new BreakerControl();
        said.setName(name);
        said.setStand(now);
        said.setBy(me);
        said.setForMs(time.toMillis());
        said.setSince(since);
        said.setFailed(failed);
        said.setWhy(why);
        return said;
    }
}
