package dev.fanfare.standalone.client;

import dev.fanfare.standalone.terminal.Terminal;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `channels`: how each stands, and which are paused.
@Command(
        name = "channels",
        description = "What waits and what ended on each channel, and why; pause one, and resume it.",
        mixinStandardHelpOptions = true)
public final class ChannelsCommand implements Callable<Integer> {

    private static final long LOOK_EVERY_MS = 1_000;
    private static final String AS_EVER = "Print JSON, as it does in any case.";

    private final Terminal terminal;

    @Mixin
    private final Where where = new Where();

    @Option(names = "--watch", description = "Print it each second, until Ctrl-C.")
    private boolean watch;

    @Option(names = "--json", description = "Print the answer as JSON, on one line.")
    private boolean json;

    public ChannelsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (FrontDoor door = where.open()) {
            show(door);
            while (watch) {
                Thread.sleep(LOOK_EVERY_MS);
                show(door);
            }
            return 0;
        }
    }

    @Command(
            name = "pause",
            description = "Begin nothing more on it, on any instance, until it is resumed.",
            mixinStandardHelpOptions = true)
    int pause(
            @Option(names = "--json", description = AS_EVER) boolean json,
            @Parameters(paramLabel = "CHANNEL") String channel) {
        return steer(channel, "pause");
    }

    @Command(name = "resume", description = "Go on with all that waits.", mixinStandardHelpOptions = true)
    int resume(
            @Option(names = "--json", description = AS_EVER) boolean json,
            @Parameters(paramLabel = "CHANNEL") String channel) {
        return steer(channel, "resume");
    }

    private int steer(String channel, String what) {
        try (FrontDoor door = where.open()) {
            String path = "/v1/channels/" + FrontDoor.segment(channel) + "/" + what;
            terminal.result(door.post(path, "application/json", BodyPublishers.noBody())
                    .orFail()
                    .body());
            return 0;
        }
    }

    private void show(FrontDoor door) {
        Answer answer = door.get("/v1/channels").orFail();
        terminal.result(json ? answer.body() : ChannelsTable.of(answer.json()));
    }
}
