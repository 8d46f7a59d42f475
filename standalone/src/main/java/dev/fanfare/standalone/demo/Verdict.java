package dev.fanfare.standalone.demo;

import dev.fanfare.standalone.sink.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What does not add up between what the statuses say and what the servers counted; empty where all is well.
final class Verdict {

    private static final List<String> PARTS = List.of("delivered", "skipped", "dead", "expired", "cancelled", "open");

    private Verdict() {}

    static List<String> on(List<Told> events, Map<String, Counts> servers, Inboxes.Compared inboxes) {
        List<String> wrong = new ArrayList<>();
        events.forEach(event -> onEvent(event, wrong));
        servers.forEach((channel, counts) -> onServer(channel, counts, events, wrong));
        if (sum(events, "in-app", "dead") > 0) {
            wrong.add("in-app: " + sum(events, "in-app", "dead") + " dead, and nothing was broken there");
        }
        if (!inboxes.wrong().isEmpty()) {
            wrong.add("in-app: not what was delivered stands in the inbox of " + inboxes.wrong());
        }
        return wrong;
    }

    static long sum(List<Told> events, String channel, String count) {
        return events.stream().mapToLong(event -> event.on(channel, count)).sum();
    }

    private static void onEvent(Told event, List<String> wrong) {
        String state = event.status() == null ? "never seen" : event.status().state();
        if (!state.equals("DONE")) {
            wrong.add(event.type() + ": is " + state + ", not DONE");
        }
        if (event.total("open") > 0) {
            wrong.add(event.type() + ": " + event.total("open") + " still open");
        }
        long parts = PARTS.stream().mapToLong(event::total).sum();
        if (parts != event.total("expected")) {
            wrong.add(event.type() + ": " + event.total("expected") + " expected, but its parts are " + parts);
        }
    }

    private static void onServer(String channel, Counts counts, List<Told> events, List<String> wrong) {
        long delivered = sum(events, channel, "delivered");
        if (counts.distinct() != delivered) {
            wrong.add(channel + ": " + delivered + " delivered, but its server counted " + counts.distinct());
        }
        long dead = sum(events, channel, "dead");
        if (dead != counts.refused()) {
            wrong.add(channel + ": " + dead + " dead, but " + counts.refused() + " refused on purpose");
        }
        if (counts.refused() == 0) {
            wrong.add(channel + ": what is broken on purpose was never tried");
        }
        if (counts.unproven() > 0) {
            wrong.add(channel + ": " + counts.unproven() + " calls without a valid signature");
        }
    }
}
