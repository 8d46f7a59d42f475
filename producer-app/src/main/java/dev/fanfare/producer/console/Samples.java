package dev.fanfare.producer.console;

import java.util.HashMap;
import java.util.Map;

/// The samples of one page of metrics, by name and labels as they stand there.
record Samples(Map<String, Double> values) {

    static Samples read(String page) {
        Map<String, Double> values = new HashMap<>();
        page.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int end = line.lastIndexOf('}') + 1;
            int space = line.indexOf(' ', end);
            if (space > 0) {
                values.put(line.substring(0, space), number(line.substring(space + 1)));
            }
        });
        values.values().removeIf(value -> value.isNaN());
        return new Samples(values);
    }

    /// How much each has grown since `before`; what began anew has grown by what it is.
    Map<String, Double> since(Samples before) {
        Map<String, Double> grown = new HashMap<>();
        values.forEach((name, value) -> {
            double then = before.values.getOrDefault(name, 0.0);
            grown.put(name, value < then ? value : value - then);
        });
        return grown;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip().split(" ", 2)[0]);
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }
}
