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

    private final LoggedProcess process;
    private final String bootstrapServers;

    /// @param name of its log under `target/system-tests`
    public BrokerApart(String name, Path data) {
        process = LoggedProcess.start(
                name,
                Jit.QUICK,
                BrokerProcess.class,
                List.of(data.resolve("kafka").toString(), "0"));
        await().atMost(START)
                .until(() -> !process.isAlive() || READY.matcher(process.said()).find());
        Matcher ready = READY.matcher(process.said());
        assertThat(ready.find()).as(process.said()).isTrue();
        bootstrapServers = ready.group(1);
    }

    /// `host:port`.
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        process.close();
    }
}
