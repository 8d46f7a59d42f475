package dev.fanfare.standalone.system.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.broker.BrokerProcess;
import dev.fanfare.standalone.system.parts.LoggedProcess.Jit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A broker in a process of its own, which outlives the pipeline's.
public final class BrokerApart implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(1);
    private static final Pattern READY = Pattern.compile("(?m)^READY (\\S+)$");

    private final String name;
    private final Jit jit;
    private final Path data;
    private LoggedProcess process;
    private int starts;
    private final String bootstrapServers;

    /// @param name of its logs under `target/system-tests`
    public BrokerApart(String name, Path data) {
        this(name, Jit.QUICK, data);
    }

    BrokerApart(String name, Jit jit, Path data) {
        this.jit = jit;
        this.name = name;
        this.data = data.resolve("kafka");
        process = launch();
        bootstrapServers = awaitReady();
    }

    /// `host:port`, the same after each start.
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /// As `kill -9` does, and a new start at once on the same data; ready when this returns.
    public void killAndStart() {
        kill();
        startAgain();
    }

    /// As `kill -9` does; nothing answers until [#startAgain].
    public void kill() {
        process.kill();
    }

    /// On the same data and port; ready when this returns.
    public void startAgain() {
        process = launch();
        assertThat(awaitReady()).isEqualTo(bootstrapServers);
    }

    @Override
    public void close() {
        process.close();
    }

    private LoggedProcess launch() {
        return LoggedProcess.start(name + "-" + ++starts, jit, BrokerProcess.class, List.of(data.toString(), "0"));
    }

    private String awaitReady() {
        await().atMost(START)
                .until(() -> !process.isAlive() || READY.matcher(process.said()).find());
        Matcher ready = READY.matcher(process.said());
        assertThat(ready.find()).as(process.said()).isTrue();
        return ready.group(1);
    }
}
