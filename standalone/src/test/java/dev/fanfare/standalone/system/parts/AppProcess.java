package dev.fanfare.standalone.system.parts;

import dev.fanfare.standalone.broker.FreePorts;
import dev.fanfare.standalone.system.parts.LoggedProcess.Jit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `fanfare run front`, `fanout` or `channels` in a process of its own, always at the same port and over the same data.
public final class AppProcess implements Breakable {

    private static final String CHANNELS = "channels";

    private final String app;
    private final String name;
    private final FanfareProcess process;
    private final String url;

    /// @param app as `run` names it
    /// @param name of its logs under `target/system-tests`, and of its directory under `data`
    public AppProcess(String app, String name, String bootstrapServers, Path data, Map<String, String> settings) {
        this(app, name, bootstrapServers, data, settings, Map.of());
    }

    /// As above, and with this environment.
    public AppProcess(
            String app,
            String name,
            String bootstrapServers,
            Path data,
            Map<String, String> settings,
            Map<String, String> environment) {
        this(app, name, Jit.QUICK, bootstrapServers, data, settings, environment);
    }

    AppProcess(String app, String name, Jit jit, String bootstrapServers, Path data, Map<String, String> settings) {
        this(app, name, jit, bootstrapServers, data, settings, Map.of());
    }

    private AppProcess(
            String app,
            String name,
            Jit jit,
            String bootstrapServers,
            Path data,
            Map<String, String> settings,
            Map<String, String> environment) {
        this.app = app;
        this.name = name;
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
        process = new FanfareProcess(name, jit, command, environment);
    }

    /// Whether it calls providers.
    public boolean calls() {
        return app.equals(CHANNELS);
    }

    public String url() {
        return url;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void launch() {
        process.launch();
    }

    @Override
    public void awaitReady() {
        process.awaitReady();
    }

    /// Has it write the stacks of all its threads to its log: for whoever asks what it waits for.
    public void dumpThreads() {
        process.dumpThreads();
    }

    @Override
    public void signal(String signal) {
        process.signal(signal);
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
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
