package dev.fanfare.standalone.letters;

import dev.fanfare.standalone.client.FrontDoor;
import dev.fanfare.standalone.client.Where;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.work.WrongUsage;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// `dlt discard`: takes what matches out of the table.
@Command(
        name = "discard",
        description = "Take what matches out of the table for ever; says first what that is.",
        mixinStandardHelpOptions = true)
final class DiscardCommand implements Callable<Integer> {

    private final Ask ask;
    private final Where where;

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

    DiscardCommand(Ask ask, Where where) {
        this.ask = ask;
        this.where = where;
    }

    @Override
    public Integer call() {
        if (!all && !dryRun && chosen.isEmpty()) {
            throw new WrongUsage("choose what is to be discarded, or say --all");
        }
        Terminal terminal = ask.terminal();
        try (FrontDoor door = where.open()) {
            DryRun dry = new DryRun(delete(door, Map.of("dryRun", "true")));
            if (dryRun && json) {
                terminal.result(dry.json().toString());
                return 0;
            }
            dry.tell(terminal);
            if (dryRun || dry.count() == 0) {
                return 0;
            }
            if (!yes) {
                ask.orFail("Discard " + DryRun.grouped(dry.count()) + " for ever?");
            }
            String id =
                    delete(door, Map.of("all", String.valueOf(all))).path("id").asString("");
            JsonNode ended = Follow.toItsEnd(terminal, door, id, dry.count());
            terminal.result(json ? ended.toString() : id);
            return 0;
        }
    }

    private JsonNode delete(FrontDoor door, Map<String, String> more) {
        return door.delete("/v1/dead-letters" + chosen.query(more)).orFail().json();
    }
}
