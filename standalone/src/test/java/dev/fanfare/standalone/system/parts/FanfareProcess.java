package dev.fanfare.standalone.system.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.Fanfare;
import dev.fanfare.standalone.system.parts.LoggedProcess.Jit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A `fanfare` command that stays, in a process of its own which may be killed and started again.
final class FanfareProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Pattern READY = Pattern.compile("(?m)^Ready (for events )?at ");

    private final String name;
    private final Jit jit;
    private final List<String> command;
    private final Map<String, String> environment;
    private int starts;
    private volatile @Nullable LoggedProcess process;

    /// @param name of its logs under `target/system-tests`
    FanfareProcess(String name, Jit jit, List<String> command) {
        this(name, jit, command, Map.of());
    }

    /// @param name of its logs under `target/system-tests`
    /// @param environment beside what the test has itself
    FanfareProcess(String name, Jit jit, List<String> command, Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.name = name;
        this.jit = jit;
        this.command = List.copyOf(command);
    }

    /// Does not wait until it is ready.
    void launch() {
        process = LoggedProcess.start(name + "-" + ++starts, jit, Fanfare.class, command, environment);
    }

    /// Answers all it has said when it is ready.
    String awaitReady() {
        LoggedProcess started = running();
        await().atMost(START)
                .until(() -> !started.isAlive() || READY.matcher(started.said()).find());
        assertThat(started.isAlive()).as("%s goes on: %s", name, started.said()).isTrue();
        return started.said();
    }

    /// All that it has printed since its last start.
    String said() {
        LoggedProcess last = process;
        return last == null ? "" : last.said();
    }

    /// Has it write the stacks of all its threads to its log.
    void dumpThreads() {
        running().dumpThreads();
    }

    /// @param signal as `kill` names it
    void signal(String signal) {
        running().signal(signal);
    }

    boolean isAlive() {
        return running().isAlive();
    }

    long pid() {
        return running().process().pid();
    }

    /// As `kill -9` does.
    void kill() {
        LoggedProcess last = process;
        if (last != null) {
            last.kill();
        }
    }

    /// As SIGTERM does; it must end well.
    void stop() {
        LoggedProcess stopping = running();
        stopping.process().destroy();
        await().atMost(STOP).until(() -> !stopping.isAlive());
        assertThat(stopping.exitValue()).as("%s: %s", name, stopping.said()).isZero();
    }

    @Override
    public void close() {
        kill();
    }

    private LoggedProcess running() {
        LoggedProcess last = process;
        if (last == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return last;
    }
}
