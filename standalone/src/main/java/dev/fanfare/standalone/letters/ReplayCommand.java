package dev.fanfare.standalone.letters;

import dev.fanfare.standalone.client.FrontDoor;
import dev.fanfare.standalone.client.Where;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.work.WrongUsage;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `dlt replay`: sends again what matches.
@Command(
        name = "replay",
        description = "Send again what matches, with attempts from 1; says first what that is.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    /// Where what is sent again is found.
    enum Source {
        DLT,
        RETRY,
        EVENTS
    }

    private final Ask ask;
    private final Where where;

    @Mixin
    private Chosen chosen = new Chosen();

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = "dlt: the channels' dead letters; retry: what waits for its retry; events: what could not be"
                    + " read or admitted. Default: dlt, or events with --channel events.")
    private Source source = Source.DLT;

    @Option(names = "--per-second", paramLabel = "N", description = "At most so many a second. Default: no limit.")
    private @Nullable Integer perSecond;

    @Option(names = "--refresh", description = "Send to the address that the person has now.")
    private boolean refresh;

    @Option(names = "--all", description = "Needed where nothing else chooses.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only say what matches.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Ask nothing.")
    private boolean yes;

    @Option(names = "--json", description = "Print what became of it as JSON.")
    private boolean json;

    ReplayCommand(Ask ask, Where where) {
        this.ask = ask;
        this.where = where;
    }

    @Override
    public Integer call() {
        Terminal terminal = ask.terminal();
        if (!all && !dryRun && chosen.isEmpty()) {
            throw new WrongUsage("choose what is to be sent again, or say --all");
        }
        try (FrontDoor door = where.open()) {
            DryRun dry = new DryRun(post(door, true));
            if (dryRun && json) {
                terminal.result(dry.json().toString());
                return 0;
            }
            dry.tell(terminal);
            if (dryRun || dry.count() == 0) {
                return 0;
            }
            if (!yes && perSecond == null) {
                ask.orFail("Send " + DryRun.grouped(dry.count()) + " again, as fast as it goes?");
            }
            String id = post(door, false).path("id").asString("");
            var ended = Follow.toItsEnd(terminal, door, id, dry.count());
            terminal.result(json ? ended.toString() : id);
            return 0;
        }
    }

    private JsonNode post(FrontDoor door, boolean dry) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("from", source.name().toLowerCase(Locale.ROOT));
        body.put("filter", chosen.filter());
        if (perSecond != null) {
            body.put("perSecond", perSecond);
        }
        body.put("refresh", refresh);
        body.put("all", all || chosen.isEmpty() && dry);
        body.put("dryRun", dry);
        String text = new JsonMapper().writeValueAsString(body);
        return door.post("/v1/replays", "application/json", BodyPublishers.ofString(text))
                .orFail()
                .json();
    }
}
