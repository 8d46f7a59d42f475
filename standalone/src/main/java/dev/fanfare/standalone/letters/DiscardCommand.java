package dev.fanfare.standalone.letters;

import dev.fanfare.standalone.client.Answer;
import dev.fanfare.standalone.client.FrontDoor;
import dev.fanfare.standalone.client.Where;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `dlt discard`: takes what matches out of the table.
@Command(
        name = "discard",
        description = "Take what matches out of the table for ever; says first what that is.",
        mixinStandardHelpOptions = true)
final class DiscardCommand implements Callable<Integer>, Careful.Deed {

    private static final String LETTERS = "/v1/dead-letters";

    private final Ask ask;
    private final Where where;

    @Mixin
    private Careful careful = new Careful();

    DiscardCommand(Ask ask, Where where) {
        this.ask = ask;
        this.where = where;
    }

    @Override
    public Integer call() {
        return careful.run(this, ask, where);
    }

    @Override
    public String name() {
        return "discard";
    }

    @Override
    public String inWords() {
        return "discarded";
    }

    @Override
    public Optional<String> question(String count) {
        return Optional.of("Discard " + count + " for ever?");
    }

    @Override
    public Answer look(FrontDoor door, Careful how) {
        return door.delete(LETTERS + how.chosen().query(Map.of("dryRun", "true")));
    }

    @Override
    public Answer begin(FrontDoor door, Careful how, String key) {
        return door.delete(LETTERS + how.chosen().query(Map.of("all", String.valueOf(how.all()))), key);
    }
}
