package dev.fanfare.standalone.letters;

import dev.fanfare.standalone.client.Answer;
import dev.fanfare.standalone.client.FrontDoor;
import dev.fanfare.standalone.client.Where;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// `dlt replay`: sends again what matches.
@Command(
        name = "replay",
        description = "Send again what matches, with attempts from 1; says first what that is.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer>, Careful.Deed {

    /// Where what is sent again is found.
    enum Source {
        DLT,
        RETRY,
        EVENTS
    }

    private final Ask ask;
    private final Where where;

    @Mixin
    private Careful careful = new Careful();

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

    ReplayCommand(Ask ask, Where where) {
        this.ask = ask;
        this.where = where;
    }

    @Override
    public Integer call() {
        return careful.run(this, ask, where);
    }

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String inWords() {
        return "sent again";
    }

    @Override
    public Optional<String> question(String count) {
        return perSecond == null ? Optional.of("Send " + count + " again, as fast as it goes?") : Optional.empty();
    }

    @Override
    public Answer look(FrontDoor door, Careful how) {
        return door.post("/v1/replays", body(how, true), "dry-run");
    }

    @Override
    public Answer begin(FrontDoor door, Careful how, String key) {
        return door.post("/v1/replays", body(how, false), key);
    }

    private String body(Careful how, boolean dry) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("from", source.name().toLowerCase(Locale.ROOT));
        body.put("filter", how.chosen().filter());
        if (perSecond != null) {
            body.put("perSecond", perSecond);
        }
        body.put("refresh", refresh);
        body.put("all", how.all() || how.chosen().isEmpty() && dry);
        body.put("dryRun", dry);
        return new JsonMapper().writeValueAsString(body);
    }
}
