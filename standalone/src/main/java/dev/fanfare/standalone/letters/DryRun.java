package dev.fanfare.standalone.letters;

import dev.fanfare.standalone.terminal.Table;
import dev.fanfare.standalone.terminal.Terminal;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// What would be touched, as the front door says.
record DryRun(JsonNode json) {

    long count() {
        return json.path("count").asLong();
    }

    /// Whether all were looked at: of very many that is not so, and more may match.
    private boolean complete() {
        return json.path("complete").asBoolean(true);
    }

    /// Whether there is nothing to begin for.
    boolean isNothing() {
        return count() == 0 && complete();
    }

    /// As many as there will be at the end; 0 where nobody knows.
    long total() {
        return complete() ? count() : 0;
    }

    /// How many match, in words.
    String many() {
        return (complete() ? "" : "at least ") + grouped(count());
    }

    /// How many by reason, and a few of them.
    void tell(Terminal terminal) {
        Table reasons = new Table("reason", "match");
        json.path("byReason")
                .propertyStream()
                .forEach(reason ->
                        reasons.row(reason.getKey(), grouped(reason.getValue().asLong())));
        terminal.say(many() + (count() == 1 ? " matches" : " match"));
        if (!json.path("byReason").isEmpty()) {
            terminal.say(reasons.toString());
        }
        json.path("sample")
                .forEach(letter ->
                        terminal.say("  for example " + letter.path("id").asString("") + "  "
                                + letter.path("channel").asString("") + "  "
                                + letter.path("recipient").asString("-") + "  "
                                + ListLetters.line(letter.path("error").asString(""))));
    }

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
