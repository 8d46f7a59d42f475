package dev.fanfare.standalone.system.seeing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One answer of `/actuator/prometheus`: each sample by its name and labels, and the page itself.
record Scrape(Map<String, Double> samples, String page) {

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(.*)})? (\\S+)( \\d+)?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    /// Every line must be a comment or a sample, and no sample stands twice.
    static Scrape parse(String page) {
        Map<String, Double> samples = new HashMap<>();
        for (String line : page.split("\n")) {
            if (line.startsWith("# HELP ") || line.startsWith("# TYPE ")) {
                continue;
            }
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            String name = sample.group(1) + labels(sample.group(3));
            assertThat(samples.put(name, value(sample.group(4)))).as(line).isNull();
        }
        return new Scrape(samples, page);
    }

    /// Those of one name; labels as `{a=b, c=d}` in their order.
    Map<String, Double> of(String name) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith(name + "{"))
                .collect(Collectors.toMap(
                        sample -> sample.getKey().substring(name.length()),
                        Map.Entry::getValue,
                        (a, _) -> a,
                        TreeMap::new));
    }

    double value(String name, String labels) {
        return samples.getOrDefault(name + labels, Double.NaN);
    }

    private static double value(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    private static String labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(text == null ? "" : text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels.isEmpty() ? "" : labels.toString();
    }
}
