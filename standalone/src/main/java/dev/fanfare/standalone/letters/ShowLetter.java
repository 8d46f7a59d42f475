package dev.fanfare.standalone.letters;

import dev.fanfare.standalone.client.Answer;
import dev.fanfare.standalone.client.FrontDoor;
import dev.fanfare.standalone.client.Where;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.work.WorkFailed;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/// `dlt show ID`: one with its words.
@Command(name = "show", description = "One with its words and what its provider said.", mixinStandardHelpOptions = true)
final class ShowLetter implements Callable<Integer> {

    private static final int NOT_FOUND = 404;

    private final Terminal terminal;
    private final Where where;

    @Parameters(paramLabel = "ID", description = "Its id, as ls gives it.")
    private String id = "";

    @Option(names = "--json", description = "Print it as JSON in one line.")
    private boolean json;

    ShowLetter(Terminal terminal, Where where) {
        this.terminal = terminal;
        this.where = where;
    }

    @Override
    public Integer call() {
        try (FrontDoor door = where.open()) {
            Answer answer = door.get("/v1/dead-letters/" + FrontDoor.segment(id));
            if (answer.status() == NOT_FOUND) {
                throw new WorkFailed("no dead letter has the id '" + id
                        + "'; it may have been sent again, discarded, or no longer kept");
            }
            var letter = answer.orFail().json();
            terminal.result(
                    json
                            ? letter.toString()
                            : new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(letter));
            return 0;
        }
    }
}
