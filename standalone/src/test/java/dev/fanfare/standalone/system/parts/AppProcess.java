package dev.fanfare.standalone.system.parts;

import dev.fanfare.standalone.broker.FreePorts;
import dev.fanfare.standalone.system.parts.LoggedProcess.Jit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `fanfare run front`, `fanout` or `channels` in a process of its own, always at the same port and over the same data.
public final class AppProcess implements AutoCloseable {

    private static final String CHANNELS = "channels";

    private final String app;
    private final FanfareProcess process;
    private final String url;

    /// @param app as `run` names it
    /// @param name of its logs under `target/system-tests`, and of its directory under `data`
    public AppProcess(String app, String name, String bootstrapServers, Path data, Map<String, String> settings) {
        this(app, name, Jit.QUICK, bootstrapServers, data, settings);
    }

    AppProcess(String app, String name, Jit jit, String bootstrapServers, Path data, Map<String, String> settings) {
        this.app = app;
        int port = FreePorts.find(1).getFirst();
        url = "http://127.0.0.1:" + port;
        List<String> command = new ArrayList<>(List.of(
                "run",
                app,
                "--kafka",
                bootstrapServers,
                "--port",
                String.valueOf(port),
                "--data",
                data.resolve(name).toString()));
        settings.forEach((setting, value) -> command.add("--" + setting + "=" + value));
        process = new FanfareProcess(name, jit, command);
    }

    /// Whether it calls providers.
    public boolean calls() {
        return app.equals(CHANNELS);
    }

    public String url() {
        return url;
    }

    /// Does not wait until it is ready.
    public void launch() {
        process.launch();
    }

    public void awaitReady() {
        process.awaitReady();
    }

    /// Has it write the stacks of all its threads to its log: for whoever asks what it waits for.
    public void dumpThreads() {
        process.dumpThreads();
    }

    /// As `kill -9` does.
    public void kill() {
        process.kill();
    }

    /// As SIGTERM does; it must end well.
    public void stop() {
        process.stop();
    }

    public FrontDoor door() {
        return new FrontDoor(url);
    }

    @Override
    public void close() {
        process.close();
    }
}
