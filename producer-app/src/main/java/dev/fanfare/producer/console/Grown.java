package dev.fanfare.producer.console;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What was counted over a while, over all instances.
///
/// @param seconds how long that was; 0 where nothing can be said yet
record Grown(double seconds, Map<String, Double> by) {

    static final Grown NOTHING = new Grown(0, Map.of());

    private static final String BUCKET = "notification_delivery_seconds_bucket{";

    /// A second, of one channel or (empty) of all; null where that is not known yet.
    @Nullable
    Double perSecond(String metric, String channel) {
        return seconds <= 0 ? null : sum(name -> name.startsWith(metric) && isOf(name, channel)) / seconds;
    }

    /// The time within which this part of all deliveries arrived; null where none did.
    ///
    /// @param part 0 to 1
    @Nullable
    Double within(double part, String channel) {
        TreeMap<Double, Double> buckets = new TreeMap<>();
        by.forEach((name, value) -> {
            if (name.startsWith(BUCKET) && isOf(name, channel)) {
                buckets.merge(bound(name), value, Double::sum);
            }
        });
        double all = buckets.isEmpty() ? 0 : buckets.lastEntry().getValue();
        if (all <= 0) {
            return null;
        }
        double below = 0;
        double from = 0;
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            if (bucket.getValue() >= part * all) {
                double width = bucket.getKey().isInfinite() ? 0 : bucket.getKey() - from;
                double inIt = bucket.getValue() - below;
                return inIt <= 0 ? bucket.getKey() : from + width * (part * all - below) / inIt;
            }
            below = bucket.getValue();
            from = bucket.getKey();
        }
        return from;
    }

    private double sum(Predicate<String> names) {
        return by.entrySet().stream()
                .filter(one -> names.test(one.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /// Labels are those of the old system.
    private static boolean isOf(String name, String channel) {
        return channel.isEmpty() || name.contains("channel=\"" + channel.replace('-', '_') + "\"");
    }

    private static double bound(String name) {
        int at = name.indexOf("le=\"") + 4;
        String text = name.substring(at, name.indexOf('"', at));
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }
}
