package dev.fanfare.standalone.system.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.system.parts.LoggedProcess.Jit;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A `main` of the tests in a process of its own, which says READY and may be killed and started again.
public final class MainProcess implements Breakable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String name;
    private final Class<?> main;
    private final List<String> arguments;
    private @Nullable LoggedProcess process;
    private int starts;

    /// @param name of its logs under `target/system-tests`
    public MainProcess(String name, Class<?> main, List<String> arguments) {
        this.name = name;
        this.main = main;
        this.arguments = List.copyOf(arguments);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void launch() {
        process = LoggedProcess.start(name + "-" + ++starts, Jit.QUICK, main, arguments);
    }

    @Override
    public void awaitReady() {
        LoggedProcess started = running();
        await().atMost(PATIENCE)
                .until(() -> !started.isAlive() || started.said().contains("READY "));
        assertThat(started.isAlive()).as("%s goes on: %s", name, started.said()).isTrue();
    }

    @Override
    public void signal(String signal) {
        running().signal(signal);
    }

    @Override
    public boolean isAlive() {
        return running().isAlive();
    }

    @Override
    public long pid() {
        return running().process().pid();
    }

    @Override
    public void kill() {
        running().kill();
    }

    /// As SIGTERM does.
    public void stop() {
        LoggedProcess stopping = running();
        stopping.process().destroy();
        await().atMost(PATIENCE).until(() -> !stopping.isAlive());
    }

    @Override
    public void close() {
        if (process != null) {
            process.kill();
        }
    }

    private LoggedProcess running() {
        LoggedProcess last = process;
        if (last == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return last;
    }
}
