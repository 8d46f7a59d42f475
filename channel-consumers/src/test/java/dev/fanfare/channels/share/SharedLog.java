package dev.fanfare.channels.share;

import dev.fanfare.schemas.Control;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Instances that share one provider's rate through one log, in virtual time: what one says takes a moment into the
/// log, and another one to each reader.
final class SharedLog {

    static final String NAME = "email/smtp";
    static final double WHOLE = 100;
    static final Duration STEP = Duration.ofMillis(25);

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    final Map<String, Instance> live = new LinkedHashMap<>();
    final List<Entry> log = new ArrayList<>();
    private final List<Entry> onTheWay = new ArrayList<>();
    private final Random random;
    private final int mostDelay;
    private long millis;
    private int made;

    record Entry(String key, @Nullable Control control, long at) {}

    SharedLog(Random random) {
        this(random, 20);
    }

    /// @param mostDelay until what is said is in the log, in milliseconds
    SharedLog(Random random, int mostDelay) {
        this.random = random;
        this.mostDelay = mostDelay;
    }

    class Instance implements Limited {

        final String name;
        final ShareRates rates;
        int waiting;
        double rate;
        int read;
        private long comesAt;

        Instance(String name) {
            this.name = name;
            rates = new ShareRates(name, this::say, () -> millis * 1_000_000);
            rates.join(NAME, WHOLE, this);
        }

        /// What one says comes in order.
        private void say(String key, @Nullable Control control) {
            comesAt = Math.max(comesAt, millis + 1 + random.nextInt(mostDelay));
            onTheWay.add(new Entry(key, control, comesAt));
        }

        @Override
        public int waiting() {
            return waiting;
        }

        @Override
        public long taken() {
            return 0;
        }

        @Override
        public void rate(double perSecond) {
            rate = perSecond;
        }
    }

    Instance join() {
        Instance instance = new Instance("i" + made++);
        for (Entry entry : log) {
            instance.rates.learn(entry.key(), entry.control(), START.plusMillis(entry.at()));
        }
        instance.read = log.size();
        live.put(instance.name, instance);
        return instance;
    }

    /// As kill -9 does.
    void kill(Instance instance) {
        live.remove(instance.name);
    }

    /// As a good stop does.
    void stop(Instance instance) {
        instance.rates.close();
        live.remove(instance.name);
    }

    /// What all that live may use together now.
    double used() {
        return live.values().stream().mapToDouble(one -> one.rate).sum();
    }

    /// Milliseconds since the beginning.
    long now() {
        return millis;
    }

    /// 5 ms, in which everybody may read on, or not.
    void step() {
        millis += 5;
        onTheWay.removeIf(entry -> entry.at() <= millis && log.add(new Entry(entry.key(), entry.control(), millis)));
        for (Instance one : live.values()) {
            if (random.nextInt(4) > 0) {
                for (; one.read < log.size(); one.read++) {
                    Entry entry = log.get(one.read);
                    one.rates.learn(entry.key(), entry.control(), START.plusMillis(entry.at()));
                }
            }
            if (millis % STEP.toMillis() == 0) {
                one.rates.look();
            }
        }
    }

    void run(Duration time) {
        for (long end = millis + time.toMillis(); millis < end; ) {
            step();
        }
    }
}
