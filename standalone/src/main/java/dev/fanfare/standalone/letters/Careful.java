package dev.fanfare.standalone.letters;

import dev.fanfare.standalone.client.Answer;
import dev.fanfare.standalone.client.FrontDoor;
import dev.fanfare.standalone.client.Where;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.work.WrongUsage;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How whoever works on many letters goes about it: chosen, looked at, asked about, begun once, and followed to the
/// end.
final class Careful {

    @Mixin
    private Chosen chosen = new Chosen();

    @Option(names = "--all", description = "Needed where nothing else chooses.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only say what matches.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Ask nothing.")
    private boolean yes;

    @Option(names = "--json", description = "Print what became of it as JSON.")
    private boolean json;

    /// What is done to what matches.
    interface Deed {

        /// `replay` or `discard`.
        String name();

        /// What it is to be, for whoever chose nothing: `sent again`.
        String inWords();

        /// What is asked before it begins, if anything.
        ///
        /// @param count in words: `2`, or `at least 2`
        Optional<String> question(String count);

        /// What it would touch.
        Answer look(FrontDoor door, Careful how);

        /// @param key the same for the same one
        Answer begin(FrontDoor door, Careful how, String key);
    }

    Chosen chosen() {
        return chosen;
    }

    boolean all() {
        return all;
    }

    int run(Deed deed, Ask ask, Where where) {
        if (!all && !dryRun && chosen.isEmpty()) {
            throw new WrongUsage("choose what is to be " + deed.inWords() + ", or say --all");
        }
        try (FrontDoor door = where.open()) {
            run(deed, ask, door);
            return 0;
        }
    }

    private void run(Deed deed, Ask ask, FrontDoor door) {
        Terminal terminal = ask.terminal();
        DryRun dry = new DryRun(deed.look(door, this).orFail().json());
        if (dryRun && json) {
            terminal.result(dry.json().toString());
            return;
        }
        dry.tell(terminal);
        if (dryRun) {
            return;
        }
        if (dry.isNothing()) {
            if (json) {
                terminal.result(nothing(deed));
            }
            return;
        }
        if (!yes) {
            deed.question(dry.many()).ifPresent(ask::orFail);
        }
        String key = UUID.randomUUID().toString();
        String id =
                Patience.USUAL.ask(() -> deed.begin(door, this, key)).path("id").asString("");
        JsonNode ended = Follow.toItsEnd(terminal, door, id, dry.total());
        terminal.result(json ? ended.toString() : id);
    }

    /// As the end of one that met nothing.
    private static String nothing(Deed deed) {
        return new JsonMapper()
                .createObjectNode()
                .putNull("id")
                .put("does", deed.name())
                .put("state", "DONE")
                .put("matched", 0)
                .put(deed.name() + "ed", 0)
                .put("skipped", 0)
                .toString();
    }
}
