package dev.fanfare.channels.share;

import dev.fanfare.schemas.ShareControl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One provider's rate as this instance sees it shared. Used by one thread at a time.
///
/// An instance says what it holds, and may say what it asks for beside. It lowers what it holds before it says so, and
/// raises it only when it reads its own question, by as much as everybody before it in the log has left: so what all
/// hold together is never more than the whole, in whatever order they read. Who is silent for a lease holds nothing.
final class Share {

    static final Duration LEASE = Duration.ofSeconds(5);
    static final Duration HEARTBEAT = Duration.ofSeconds(1);
    /// Who starts beside others first hears each of them say what it holds.
    static final Duration LISTENS = HEARTBEAT.multipliedBy(2);
    private static final Duration DEAD = Duration.ofHours(1);
    /// A question that is lost is asked again. Until then nothing else is said: later words would take back what it is
    /// granted, and its answer would come too late to be used.
    private static final Duration ANSWERED = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final double NOTHING = 0.005;

    private final String name;
    private final String me;
    private final double whole;
    private final Map<String, Held> all = new HashMap<>();
    private final Map<String, Instant> silentSince = new HashMap<>();
    private final long began;
    private boolean heardOthers;
    private double holds;
    private double wants;
    private final Queue<Word> unanswered = new ArrayDeque<>();
    private long words;
    private long saidAt;
    private boolean silent = true;
    private long asked;
    private boolean asking;
    private long wanted;
    private long leaseEnds;

    /// What is to be told to all.
    sealed interface Said {
        record Nothing() implements Said {}

        record Gone() implements Said {}

        record Words(ShareControl words) implements Said {}
    }

    /// @param rate at most, as its question or its own words have it
    private record Held(double rate, double wants, Instant at) {}

    /// What it said.
    ///
    /// @param number of its words, from 1
    private record Word(long number, long at) {}

    /// @param now of a monotonic clock, in nanoseconds
    Share(String name, String me, double whole, long now) {
        this.name = name;
        this.me = me;
        this.whole = whole;
        this.began = now;
    }

    /// What this instance may use.
    double rate(long now) {
        return now - leaseEnds < 0 ? holds : 0;
    }

    /// One record of the log.
    ///
    /// @param control null where the instance has gone
    /// @param at when it was written, by the log's clock
    /// @return who has been silent for so long that it must have died: who lives says when it falls silent
    Set<String> learn(String by, @Nullable ShareControl control, Instant at) {
        if (control == null) {
            all.remove(by);
            silentSince.remove(by);
            return Set.of();
        }
        heardOthers |= !by.equals(me);
        silentSince.put(by, at);
        all.values().removeIf(held -> !held.at().plus(LEASE).isAfter(at));
        Set<String> dead = silentSince.entrySet().stream()
                .filter(silent -> !silent.getValue().plus(DEAD).isAfter(at))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        silentSince.keySet().removeAll(dead);
        double others = all.entrySet().stream()
                .filter(held -> !held.getKey().equals(by))
                .mapToDouble(held -> held.getValue().rate())
                .sum();
        double free = Math.max(0, whole - others - control.getHolds());
        double granted = control.getHolds() + Math.clamp(control.getAsks() - control.getHolds(), 0, free);
        all.put(by, new Held(granted, control.getWants(), at));
        if (by.equals(me)) {
            answered(control, granted);
        }
        return dead;
    }

    /// Its own words came back. They come in the order of the log, and none before it was said.
    ///
    /// It may use what was left for it from here on; but only where its last words asked for that, since later ones
    /// may
    /// have given it to others in the log already.
    private void answered(ShareControl control, double granted) {
        Word word = unanswered.poll();
        if (word == null) {
            return;
        }
        leaseEnds = word.at() + LEASE.toNanos();
        if (asking && word.number() == words && control.getAsks() > control.getHolds()) {
            asking = false;
            holds = Math.max(holds, granted);
        }
    }

    /// What is to be said now, if anything: looked at some times a second.
    ///
    /// @param wants how much could be used; the whole, where something waits
    Said decide(double wants, long now) {
        boolean more = wants > this.wants * 2 || wants >= whole && this.wants < whole;
        this.wants = wants;
        if (wants > 0) {
            wanted = now;
        } else if (silent || now - wanted > IDLE.toNanos()) {
            return fallSilent();
        }
        if (now - leaseEnds >= 0) {
            holds = 0; // who was not heard in time holds nothing
        }
        if (heardOthers && now - began < LISTENS.toNanos()) {
            return new Said.Nothing();
        }
        return settle(more, now);
    }

    private Said settle(boolean more, long now) {
        asking &= now - asked < ANSWERED.toNanos();
        double mine = SplitRate.of(whole, wants, others(Held::wants));
        if (holds - mine > NOTHING * whole && isWantedElsewhere()) {
            holds = mine;
            asking = false;
            return say(holds, now);
        }
        double free = whole
                - holds
                - others(Held::rate).stream().mapToDouble(rate -> rate).sum();
        // What one has just left is meant for who wants it.
        double could = isWantedElsewhere() ? mine : Math.min(Math.max(mine, holds + free), Math.max(wants, mine));
        if (!asking && wants > holds && Math.min(free, could - holds) > NOTHING * whole) {
            asking = true;
            asked = now;
            return say(could, now);
        }
        boolean due = silent || more || now - saidAt >= HEARTBEAT.toNanos();
        return due && !asking ? say(holds, now) : new Said.Nothing();
    }

    private boolean isWantedElsewhere() {
        return all.entrySet().stream()
                .filter(held -> !held.getKey().equals(me))
                .map(Map.Entry::getValue)
                .anyMatch(held -> held.wants() - held.rate() > NOTHING * whole);
    }

    private List<Double> others(Function<Held, Double> what) {
        return all.entrySet().stream()
                .filter(held -> !held.getKey().equals(me))
                .map(held -> what.apply(held.getValue()))
                .toList();
    }

    /// Leaves what it holds to the others.
    private Said fallSilent() {
        boolean spoke = !silent;
        silent = true;
        asking = false;
        holds = 0;
        return spoke ? new Said.Gone() : new Said.Nothing();
    }

    private Said say(double asks, long now) {
        silent = false;
        words++;
        unanswered.add(new Word(words, now));
        saidAt = now;
        return new Said.Words(words(asks));
    }

    private ShareControl words(double asks) {
        return new ShareControl(name, me, holds, Math.max(asks, holds), wants);
    }
}
