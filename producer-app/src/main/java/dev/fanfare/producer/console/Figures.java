package dev.fanfare.producer.console;

import dev.fanfare.producer.peers.Scrape;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// How fast things went over the last half minute, from what fan-out and tracking count. It is asked while somebody
/// looks, once a second at most, and rests while nobody does.
final class Figures {

    static final String CREATED = "notification_created_total";
    static final String ENDED = "notification_delivered_total";
    static final String RETRIED = "notification_retry_total";
    private static final String TOOK = "notification_delivery_seconds";

    /// A counter goes by either name.
    private static final String[] NAMES = Stream.of(CREATED, ENDED, RETRIED, TOOK)
            .flatMap(name -> Stream.of(name, name.replace("_total", "")))
            .distinct()
            .toArray(String[]::new);

    private static final long WINDOW = 30_000_000_000L;
    private static final long LEAST = 1_000_000_000L;

    private record Sample(long at, Map<URI, Samples> byInstance) {}

    private final Scrape scrape;
    private final LongSupplier nanos;
    private final Deque<Sample> samples = new ArrayDeque<>();
    /// When it was asked last, whether anybody answered or not: those who look do not ask one after another.
    private long tried;

    Figures(Scrape scrape, LongSupplier nanos) {
        this.scrape = scrape;
        this.nanos = nanos;
        this.tried = nanos.getAsLong() - LEAST;
    }

    synchronized Grown now() {
        if (nanos.getAsLong() - tried >= LEAST) {
            take();
            tried = nanos.getAsLong();
        }
        while (samples.size() > 1 && samples.getLast().at() - samples.getFirst().at() > WINDOW) {
            samples.removeFirst();
        }
        return samples.size() < 2 ? Grown.NOTHING : grown(samples.getFirst(), samples.getLast());
    }

    private void take() {
        Map<URI, Samples> byInstance = new HashMap<>();
        scrape.read(NAMES).forEach((url, page) -> byInstance.put(url, Samples.read(page)));
        if (!byInstance.isEmpty()) {
            samples.addLast(new Sample(nanos.getAsLong(), byInstance));
        }
    }

    /// Of an instance that is new nothing is said yet.
    private static Grown grown(Sample first, Sample last) {
        Map<String, Double> grown = new HashMap<>();
        last.byInstance().forEach((url, samples) -> {
            Samples before = first.byInstance().get(url);
            if (before != null) {
                samples.since(before).forEach((name, value) -> grown.merge(name, value, Double::sum));
            }
        });
        return new Grown((last.at() - first.at()) / 1e9, grown);
    }
}
