package dev.fanfare.standalone.client;

import dev.fanfare.standalone.terminal.Progress;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.work.WorkFailed;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `status KEY`: where an event stands.
@Command(name = "status", description = "Where an event stands.", mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

    private static final long BETWEEN_NANOS = 250_000_000L;
    private static final int PARTS = 1_000;
    private static final int NOT_FOUND = 404;
    private static final String KEY = "[A-Za-z0-9_-]{22}";

    private final Terminal terminal;

    @Mixin
    private Where where = new Where();

    @Parameters(paramLabel = "KEY", description = "The event's key, as the answer to the event gave it.")
    private String key = "";

    @Option(names = "--follow", description = "Show its progress until it is final.")
    private boolean follow;

    @Option(names = "--json", description = "Print the status as JSON.")
    private boolean json;

    public StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (FrontDoor door = where.open()) {
            EventStatus status = follow ? follow(door) : status(door);
            terminal.result(
                    json
                            ? status.json().toString()
                            : status.inFull() + Deferred.of(key, status).seen(door));
            return 0;
        }
    }

    private EventStatus follow(FrontDoor door) {
        Progress progress = new Progress(terminal, key, PARTS);
        EventStatus status = status(door);
        while (!status.isFinal()) {
            progress.at(Math.round(PARTS * status.progress()), status.inBrief());
            LockSupport.parkNanos(BETWEEN_NANOS);
            status = status(door);
        }
        progress.end(PARTS, status.inBrief());
        return status;
    }

    private EventStatus status(FrontDoor door) {
        Answer answer = door.get("/v1/events/" + FrontDoor.segment(key));
        if (answer.status() == NOT_FOUND) {
            throw new WorkFailed("no event has the key '" + key + "'"
                    + (key.matches(KEY)
                            ? "; it may have been another pipeline's, or its status is no longer kept"
                            : "; a key has 22 letters, digits, - or _, as the answer to the event gave it"));
        }
        return new EventStatus(answer.orFail().json());
    }
}
