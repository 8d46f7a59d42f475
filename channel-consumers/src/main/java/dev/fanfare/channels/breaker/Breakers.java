package dev.fanfare.channels.breaker;

import dev.fanfare.schemas.BreakerControl;
import dev.fanfare.schemas.BreakerStand;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.EndpointOwner;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Sha256;
import dev.fanfare.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The breakers of this process, which all instances share through the controls topic. Of endpoints only those in
/// trouble have one.
public final class Breakers {

    /// Endpoints beyond that have none.
    private static final int MOST_ENDPOINTS = 20_000;
    /// So long behind its last call an endpoint's failures are forgotten, and an open breaker is closed.
    private static final Duration IDLE = Duration.ofHours(1);

    private static final Duration OPEN_IDLE = Duration.ofDays(7);
    private static final Duration SWEPT = Duration.ofMinutes(10);
    private static final Duration SWEPT_SOONEST = Duration.ofSeconds(10);
    /// Who starts so long behind a disabling tells of it once more.
    private static final Duration TOLD_FOR = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);
    private static final String PREFIX = Topics.breakerKey("");

    private final Map<String, Breaker> known = new ConcurrentHashMap<>();
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();
    private final Changes changes = new Changes();
    private final List<Consumer<String>> opened = new CopyOnWriteArrayList<>();
    private final List<WhenDisabled> disabled = new CopyOnWriteArrayList<>();
    private final Voice voice;
    private final LongSupplier nanos;
    private final InstantSource clock;
    private volatile boolean live;
    private volatile long swept;

    private record Kind(BreakerSettings settings, Duration longest) {
        static final Kind USUAL = new Kind(BreakerSettings.PROVIDER, Duration.ofSeconds(5));
    }

    /// @param me this instance's name, its own at every start
    /// @param nanos a monotonic clock, in nanoseconds
    public Breakers(String me, Say say, LongSupplier nanos, InstantSource clock) {
        this.voice = new Voice(me, say);
        this.nanos = nanos;
        this.clock = clock;
        this.swept = nanos.getAsLong();
    }

    /// A provider's breaker.
    public static String of(Channel channel, String provider) {
        return Names.of(channel) + "/" + provider;
    }

    /// The breaker of a recipient's own endpoint, which is not to be read from it.
    public static String ofEndpoint(Channel channel, String endpoint) {
        byte[] hash = Sha256.of(endpoint.getBytes(StandardCharsets.UTF_8));
        return Names.of(channel) + ":"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 22);
    }

    /// How a channel's breakers are set; before its first call.
    ///
    /// @param longest that a call takes
    public void set(Channel channel, BreakerSettings provider, BreakerSettings endpoint, Duration longest) {
        kinds.put(Names.of(channel) + "/", new Kind(provider, longest));
        kinds.put(Names.of(channel) + ":", new Kind(endpoint, longest));
    }

    /// Whether a call may pass.
    public Turn turn(String name) {
        Breaker breaker = known.get(name);
        if (breaker == null) {
            return new Turn.Now();
        }
        return breaker.look(nanos.getAsLong());
    }

    /// Begins a call, whose end is told by [#well], [#failed] or [#cut].
    public Begun begin(String name) {
        long now = nanos.getAsLong();
        Breaker breaker = known.get(name);
        if (breaker == null) {
            if (isEndpoint(name)) {
                return new Begun(Pass.CALL, now);
            }
            breaker = made(name);
        }
        return breaker.begin(now);
    }

    public void well(String name, Begun call) {
        Breaker breaker = known.get(name);
        if (breaker == null) {
            return;
        }
        if (breaker.well(call, nanos.getAsLong())) {
            LOG.atInfo().addKeyValue("breaker", name).log("A breaker closed");
            changes.happened();
        }
        forgetClean(name, breaker);
    }

    /// A provider's call failed.
    public void failed(String name, Begun call, String why) {
        failed(name, call, why, null);
    }

    /// @param owner with whom it was called, where it is an endpoint
    public void failed(String name, Begun call, String why, @Nullable EndpointOwner owner) {
        Breaker breaker = known.get(name);
        if (breaker == null) {
            if (isEndpoint(name) && isFull()) {
                return;
            }
            breaker = made(name);
        }
        if (owner != null) {
            breaker.calls(owner);
        }
        Optional<BreakerStand> told = breaker.failed(call, why, nanos.getAsLong(), clock.instant());
        if (told.isEmpty()) {
            return;
        }
        boolean gone = told.get() == BreakerStand.DISABLED;
        if (call.pass() != Pass.PROBE || gone) {
            LOG.atWarn()
                    .addKeyValue("breaker", name)
                    .addKeyValue("why", why)
                    .log(gone ? "An endpoint is disabled" : "A breaker opened");
        }
        changes.happened();
        opened.forEach(each -> each.accept(name));
    }

    /// The endpoint said that it is gone for good.
    ///
    /// @return whether that was not known yet
    public boolean disable(String name, String why, EndpointOwner owner) {
        Breaker breaker = made(name);
        breaker.calls(owner);
        boolean disabled = breaker.disable(why, nanos.getAsLong());
        changes.happened();
        return disabled;
    }

    /// Is told of each endpoint that was disabled, once that is written for all: at once by who disabled it, and, in
    /// case that one has died since, by whoever starts within a day. So the same may be told more than once.
    public void whenDisabled(WhenDisabled told) {
        disabled.add(told);
    }

    /// Hears that an endpoint was disabled.
    @FunctionalInterface
    public interface WhenDisabled {

        /// @param at by the log's clock
        void told(BreakerControl control, Instant at);
    }

    /// The endpoint was registered anew.
    public void enable(String name) {
        if (!isClosed(name)) {
            voice.say().say(Topics.breakerKey(name), null);
        }
    }

    /// A call that was cut says nothing.
    public void cut(String name, Begun call) {
        Breaker breaker = known.get(name);
        if (breaker != null) {
            breaker.cut(call, nanos.getAsLong());
            changes.happened();
        }
    }

    /// How many calls have asked in vain since it opened.
    public int probes(String name) {
        Breaker breaker = known.get(name);
        return breaker == null ? 0 : breaker.probes();
    }

    public boolean isClosed(String name) {
        Breaker breaker = known.get(name);
        return breaker == null || breaker.isClosed();
    }

    public ListBreakers list() {
        return new ListBreakers(known);
    }

    /// Is told the name of each breaker that was closed and opens, on whatever thread.
    public void whenOpened(Consumer<String> told) {
        opened.add(told);
    }

    /// A number that grows with each change; see [#awaitChange].
    public long changes() {
        return changes.count();
    }

    /// Returns when something has changed since, or the time is over.
    public void awaitChange(long since, Duration most) throws InterruptedException {
        changes.await(since, most);
    }

    /// What stood on the controls topic is read; whatever comes from now on has just been said.
    public void caughtUp() {
        live = true;
    }

    /// One record of the controls topic.
    public void learn(String key, @Nullable Control control, Instant at) {
        if (!key.startsWith(PREFIX)) {
            return;
        }
        String name = key.substring(PREFIX.length());
        BreakerControl said =
                control != null && control.getContent() instanceof BreakerControl breaker ? breaker : null;
        Breaker breaker = known.get(name);
        if (breaker == null) {
            if (said == null) {
                return;
            }
            breaker = made(name);
        }
        boolean wasClosed = breaker.isClosed();
        boolean wasKnown = breaker.disabled().isPresent();
        breaker.learn(said, when(at), nanos.getAsLong());
        if (!wasKnown && said != null && breaker.disabled().isPresent()) {
            tellDisabled(said, at);
        }
        boolean opens = wasClosed && !breaker.isClosed();
        forgetClean(name, breaker);
        changes.happened();
        if (opens) {
            opened.forEach(told -> told.accept(name));
        }
    }

    private void tellDisabled(BreakerControl control, Instant at) {
        boolean isOurs = control.getBy().equals(voice.me());
        if (live ? isOurs : at.plus(TOLD_FOR).isAfter(clock.instant())) {
            disabled.forEach(one -> one.told(control, at));
        }
    }

    /// The clocks of two machines are not compared where that can be avoided.
    private When when(Instant at) {
        Duration age = live ? Duration.ZERO : Duration.between(at, clock.instant());
        return new When(at, age.isNegative() ? Duration.ZERO : age, live);
    }

    /// Whether there is no room for one more endpoint, also without those that nobody has called for long.
    private boolean isFull() {
        long now = nanos.getAsLong();
        boolean full = known.size() >= MOST_ENDPOINTS;
        if (now - swept > (full ? SWEPT_SOONEST : SWEPT).toNanos()) {
            swept = now;
            known.forEach((name, breaker) -> forgetIdle(name, breaker, now));
        }
        return full && known.size() >= MOST_ENDPOINTS;
    }

    /// What nobody calls has neither trouble nor success.
    private void forgetIdle(String name, Breaker breaker, long now) {
        if (!isEndpoint(name) || breaker.disabled().isPresent()) {
            return;
        }
        if (breaker.isClosed() && breaker.isIdle(IDLE, now)) {
            known.remove(name, breaker);
        } else if (breaker.isIdle(OPEN_IDLE, now)) {
            voice.say().say(Topics.breakerKey(name), null);
        }
    }

    private void forgetClean(String name, Breaker breaker) {
        if (isEndpoint(name) && breaker.isClean()) {
            known.remove(name, breaker);
        }
    }

    private Breaker made(String name) {
        Kind kind = kinds.getOrDefault(name.replaceFirst("(?<=[/:]).*", ""), Kind.USUAL);
        return known.computeIfAbsent(
                name,
                _ -> new Breaker(name, isEndpoint(name), kind.settings(), kind.longest(), voice, nanos.getAsLong()));
    }

    private static boolean isEndpoint(String name) {
        return name.indexOf(':') >= 0;
    }
}
