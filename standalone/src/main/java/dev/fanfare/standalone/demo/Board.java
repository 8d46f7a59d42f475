package dev.fanfare.standalone.demo;

import dev.fanfare.standalone.terminal.Bar;
import dev.fanfare.standalone.terminal.Progress;
import dev.fanfare.standalone.terminal.Terminal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A line with a bar for each event: all redrawn where a person watches, else each told once, when it is over, and
/// their sum now and then.
final class Board {

    private final Terminal terminal;
    private final Set<String> told = new HashSet<>();
    private final Progress sum;
    private int drawn;

    Board(Terminal terminal) {
        this.terminal = terminal;
        this.sum = new Progress(terminal, "all together", 0);
    }

    void show(List<Told> events) {
        if (terminal.live()) {
            String up = drawn == 0 ? "" : "\u001B[" + drawn + "A";
            StringBuilder lines = new StringBuilder(up);
            events.forEach(event -> lines.append("\u001B[K").append(line(event)).append('\n'));
            drawn = events.size();
            terminal.err().print(lines);
            terminal.err().flush();
        } else {
            events.stream()
                    .filter(event -> event.isOver() && told.add(event.key()))
                    .forEach(event -> terminal.say(line(event)));
            sum.at(
                    total(events, "expected") - total(events, "open"),
                    String.format(
                            Locale.ROOT, "%,d delivered, %,d open", total(events, "delivered"), total(events, "open")));
        }
    }

    private static long total(List<Told> events, String count) {
        return events.stream().mapToLong(event -> event.total(count)).sum();
    }

    private static String line(Told event) {
        double share = event.isOver() || event.status() == null
                ? (event.isOver() ? 1 : 0)
                : event.status().progress();
        String note = event.status() == null ? "accepted" : event.status().inBrief();
        return String.format(Locale.ROOT, "%-18s %s %3.0f %%  %s", event.type(), Bar.of(share), 100 * share, note);
    }
}
