package dev.fanfare.standalone.check;

import java.util.Map;
import java.util.TreeMap;

/// What one check found.
sealed interface Finding {

    /// What was looked at: `jdk`, `port 8080`, `kafka`.
    String about();

    /// What was seen.
    String seen();

    /// Works.
    record Good(String about, String seen) implements Finding {}

    /// Works, but may hurt later.
    record Doubtful(String about, String seen, String remedy) implements Finding {}

    /// Does not work.
    record Bad(String about, String seen, String remedy) implements Finding {}

    default String inWords() {
        return switch (this) {
            case Good good -> "ok    " + good.about + ": " + good.seen;
            case Doubtful doubtful -> "warn  " + doubtful.about + ": " + doubtful.seen + "\n      " + doubtful.remedy;
            case Bad bad -> "FAIL  " + bad.about + ": " + bad.seen + "\n      " + bad.remedy;
        };
    }

    default Map<String, String> toJson() {
        Map<String, String> json = new TreeMap<>(Map.of("about", about(), "seen", seen()));
        switch (this) {
            case Good _ -> json.put("result", "ok");
            case Doubtful doubtful -> {
                json.put("result", "warn");
                json.put("remedy", doubtful.remedy);
            }
            case Bad bad -> {
                json.put("result", "fail");
                json.put("remedy", bad.remedy);
            }
        }
        return json;
    }
}
