package dev.fanfare.channels.breaker;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Control;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Several instances and the log that they share, in virtual time: what one says reaches all in one order, when the
/// test lets it.
final class Instances {

    static final String SMTP = Breakers.of(Channel.EMAIL, "smtp");
    static final String HOOK = Breakers.ofEndpoint(Channel.WEBHOOK, "https://example.org/hook");

    final List<Breakers> all;
    final List<Said> log = new ArrayList<>();
    private final Map<Breakers, Integer> read = new HashMap<>();
    private final Set<Integer> killed = new HashSet<>();
    private Instant now = Instant.parse("2026-03-01T08:00:00Z");

    record Said(String key, @Nullable Control control, Instant at) {}

    Instances(int count) {
        this(Collections.nCopies(count, Duration.ZERO));
    }

    /// @param ahead by how much each one's clock is ahead of the log's
    Instances(List<Duration> ahead) {
        all = IntStream.range(0, ahead.size())
                .mapToObj(n -> made("i" + n, ahead.get(n)))
                .toList();
        all.forEach(Breakers::caughtUp);
    }

    /// One that has yet to read what stands on the log.
    Breakers made(String name) {
        return made(name, Duration.ZERO);
    }

    private Breakers made(String name, Duration ahead) {
        Breakers made = new Breakers(
                name, (key, control) -> log.add(new Said(key, control, now)), this::nanos, () -> now.plus(ahead));
        BreakerSettings endpoint = BreakerSettings.ENDPOINT;
        for (Channel channel : List.of(Channel.EMAIL, Channel.WEBHOOK)) {
            made.set(channel, BreakerSettings.PROVIDER, endpoint, Duration.ofSeconds(5));
        }
        return made;
    }

    Breakers one(int number) {
        return all.get(number);
    }

    /// Everybody has read what was said.
    Instances heard() {
        while (all.stream().anyMatch(one -> read.getOrDefault(one, 0) < log.size())) {
            all.forEach(this::hear);
        }
        return this;
    }

    /// Reads one record, if there is one.
    void hear(Breakers one) {
        int at = read.merge(one, 1, Integer::sum) - 1;
        if (at < log.size()) {
            learn(one, log.get(at));
        } else {
            read.merge(one, -1, Integer::sum);
        }
    }

    static void learn(Breakers one, Said said) {
        one.learn(said.key(), said.control(), said.at());
    }

    Instances later(Duration time) {
        now = now.plus(time);
        return this;
    }

    /// One that takes no time.
    Begun call(Pass pass) {
        return new Begun(pass, nanos());
    }

    private long nanos() {
        return now.toEpochMilli() * 1_000_000;
    }

    Instant now() {
        return now;
    }

    /// So many calls fail on this instance.
    Instances fail(int instance, String name, int calls) {
        for (int n = 0; n < calls; n++) {
            one(instance).failed(name, call(Pass.CALL), "503");
        }
        return this;
    }

    /// It says and asks nothing any more.
    Instances kill(int instance) {
        killed.add(instance);
        return this;
    }

    private IntStream living() {
        return IntStream.range(0, all.size()).filter(n -> !killed.contains(n));
    }

    /// Which instances may begin a call that asks, and do.
    List<Integer> asking(String name) {
        living().forEach(n -> one(n).turn(name));
        heard();
        return living().filter(n -> one(n).turn(name) instanceof Turn.Now)
                .filter(n -> one(n).begin(name).pass() == Pass.PROBE)
                .boxed()
                .toList();
    }
}
