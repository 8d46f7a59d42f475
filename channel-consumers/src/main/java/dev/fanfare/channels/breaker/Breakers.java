package dev.fanfare.channels.breaker;

import dev.fanfare.schemas.BreakerControl;
import dev.fanfare.schemas.BreakerStand;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Control;
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
import java.util.TreeMap;
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
    private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);
    private static final String PREFIX = Topics.breakerKey("");

    private final Map<String, Breaker> known = new ConcurrentHashMap<>();
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();
    private final Changes changes = new Changes();
    private final List<Consumer<String>> opened = new CopyOnWriteArrayList<>();
    private final Breaker.Voice voice;
    private final LongSupplier nanos;
    private final InstantSource clock;
    private volatile boolean live;

    private record Kind(BreakerSettings settings, Duration longest) {
        static final Kind USUAL = new Kind(BreakerSettings.PROVIDER, Duration.ofSeconds(5));
    }

    /// @param me this instance's name, its own at every start
    /// @param nanos a monotonic clock, in nanoseconds
    public Breakers(String me, Say say, LongSupplier nanos, InstantSource clock) {
        this.voice = new Breaker.Voice(me, say);
        this.nanos = nanos;
        this.clock = clock;
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
    public Pass begin(String name) {
        Breaker breaker = known.get(name);
        return breaker == null ? Pass.CALL : breaker.begin(nanos.getAsLong());
    }

    public void well(String name, Pass pass) {
        Breaker breaker = known.get(name);
        if (breaker == null) {
            return;
        }
        if (breaker.well(pass, nanos.getAsLong())) {
            LOG.atInfo().addKeyValue("breaker", name).log("A breaker closed");
            changes.happened();
        }
        forgetClean(name, breaker);
    }

    /// @return whether that disabled an endpoint
    public boolean failed(String name, Pass pass, String why) {
        Breaker breaker = known.get(name);
        if (breaker == null) {
            if (isEndpoint(name) && known.size() > MOST_ENDPOINTS) {
                return false;
            }
            breaker = made(name);
        }
        Optional<BreakerStand> now = breaker.failed(pass, why, nanos.getAsLong(), clock.instant());
        if (now.isEmpty()) {
            return false;
        }
        boolean disabled = now.get() == BreakerStand.DISABLED;
        if (pass != Pass.PROBE || disabled) {
            LOG.atWarn()
                    .addKeyValue("breaker", name)
                    .addKeyValue("why", why)
                    .log(disabled ? "An endpoint is disabled" : "A breaker opened");
        }
        changes.happened();
        opened.forEach(told -> told.accept(name));
        return disabled;
    }

    /// The endpoint said that it is gone for good.
    ///
    /// @return whether that was not known yet
    public boolean disable(String name, String why) {
        boolean disabled = made(name).disable(why, nanos.getAsLong());
        changes.happened();
        return disabled;
    }

    /// The endpoint was registered anew.
    public void enable(String name) {
        if (!isClosed(name)) {
            voice.say().say(Topics.breakerKey(name), null);
        }
    }

    /// A call that was cut says nothing.
    public void cut(String name, Pass pass) {
        Breaker breaker = known.get(name);
        if (breaker != null) {
            breaker.cut(pass, nanos.getAsLong());
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

    /// How many endpoints of a channel have an open breaker now, disabled ones included.
    public long openEndpoints(Channel channel) {
        String start = Names.of(channel) + ":";
        return known.entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith(start) && !entry.getValue().isClosed())
                .count();
    }

    /// A channel's disabled endpoints, and since when they are.
    public Map<String, Instant> disabledEndpoints(Channel channel) {
        String start = Names.of(channel) + ":";
        Map<String, Instant> disabled = new TreeMap<>();
        known.forEach((name, breaker) -> {
            if (name.startsWith(start)) {
                breaker.disabledAt().ifPresent(at -> disabled.put(name, at));
            }
        });
        return disabled;
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
        breaker.learn(said, when(at), nanos.getAsLong());
        boolean opens = wasClosed && !breaker.isClosed();
        forgetClean(name, breaker);
        changes.happened();
        if (opens) {
            opened.forEach(told -> told.accept(name));
        }
    }

    /// The clocks of two machines are not compared where that can be avoided.
    private Breaker.When when(Instant at) {
        Duration age = live ? Duration.ZERO : Duration.between(at, clock.instant());
        return new Breaker.When(at, age.isNegative() ? Duration.ZERO : age, live);
    }

    private void forgetClean(String name, Breaker breaker) {
        if (isEndpoint(name) && breaker.isClean()) {
            known.remove(name, breaker);
        }
    }

    private Breaker made(String name) {
        Kind kind = kinds.getOrDefault(name.replaceFirst("(?<=[/:]).*", ""), Kind.USUAL);
        return known.computeIfAbsent(
                name, _ -> new Breaker(name, isEndpoint(name), kind.settings(), kind.longest(), voice));
    }

    private static boolean isEndpoint(String name) {
        return name.indexOf(':') >= 0;
    }
}
