package dev.fanfare.benchmarks.stack;

import dev.fanfare.standalone.Fanfare;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// One app as `./fanfare run` starts it, in a process of its own.
public final class AppProcess implements AutoCloseable {

    /// As the launcher has it for `run`.
    private static final List<String> HEAP = List.of("-Xms384m", "-Xmx384m", "-XX:+UseCompactObjectHeaders");

    private static final List<String> CHANNELS =
            List.of("-Xms128m", "-Xmx416m", "-XX:GCTimeRatio=4", "-XX:+UseCompactObjectHeaders");

    private static final Pattern READY = Pattern.compile("(?m)^Ready at");

    private final Child child;

    private AppProcess(Child child) {
        this.child = child;
    }

    /// @param kind `front`, `fanout` or `channels`
    /// @param data its own directory
    record Start(String kind, Path data, int port, Map<String, String> settings) {}

    static AppProcess start(Start start, String bootstrap) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                start.kind,
                "--kafka",
                bootstrap,
                "--port",
                String.valueOf(start.port),
                "--data",
                start.data.toString()));
        start.settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        Path log = start.data.resolveSibling(start.data.getFileName() + ".log");
        return new AppProcess(
                Child.start(log, start.kind.equals("channels") ? CHANNELS : HEAP, Fanfare.class, arguments));
    }

    /// @throws IllegalStateException where it has not said so within two minutes
    public void awaitReady() {
        child.await(READY);
    }

    public ResidentMemory memory() {
        return new ResidentMemory(child.pid());
    }

    public FlightRecording record(Path file) {
        return FlightRecording.start(child.pid(), file);
    }

    /// As `kill -9`; returns when it is gone.
    public void kill() {
        child.kill();
    }

    /// Cleanly, as Ctrl-C; returns when it is gone.
    @Override
    public void close() {
        child.close();
    }
}
