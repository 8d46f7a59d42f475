package dev.fanfare.benchmarks.options;

import dev.fanfare.benchmarks.report.Sheet;
import dev.fanfare.standalone.terminal.Terminal;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/// How often is measured, against which apps, and how the figures are told.
public final class Common {

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--partitions", paramLabel = "N", description = "Of each topic. Default: ${DEFAULT-VALUE}.")
    private int partitions = 6;

    @Option(
            names = "--set",
            paramLabel = "SETTING=VALUE",
            description = "A setting of the apps, as fanfare.fanout.chunk=500.")
    private Map<String, String> settings = new HashMap<>();

    @Option(names = "--json", description = "One JSON line for each figure.")
    private boolean json;

    /// @param rounds where nothing is said
    public Common(int rounds) {
        this.rounds = rounds;
    }

    public int rounds() {
        return rounds;
    }

    /// Of every app.
    public Map<String, String> settings() {
        Map<String, String> all = new HashMap<>(settings);
        all.put("fanfare.partitions", String.valueOf(partitions));
        return all;
    }

    /// What was measured since this was called last.
    public void tell(Sheet sheet, Terminal terminal) {
        Sheet news = sheet.news();
        if (json) {
            news.json().forEach(terminal::result);
        } else if (!news.isEmpty()) {
            terminal.result(news.table());
        }
    }
}
