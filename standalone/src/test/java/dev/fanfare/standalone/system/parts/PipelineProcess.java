package dev.fanfare.standalone.system.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.Fanfare;
import dev.fanfare.standalone.broker.FreePorts;
import dev.fanfare.standalone.system.parts.LoggedProcess.Jit;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `fanfare up` in a process of its own, which a test may kill and start again on the same ports and data.
public final class PipelineProcess implements AutoCloseable {

    /// Of a quick one's topics, where its settings say nothing else: each is a task of its own with its stores, and
    /// with two of them a start takes half as much of the processor as with the six that `up` has.
    public static final int PARTITIONS = 2;

    private static final Duration SEND = Duration.ofMinutes(1);
    private static final Pattern BROKER = Pattern.compile("(?m)^kafka +(\\S+:\\d+)");

    private final String name;
    private final FanfareProcess process;
    private final String url;
    private String bootstrapServers;

    private PipelineProcess(
            String name, Jit jit, String bootstrapServers, List<String> options, Map<String, String> settings) {
        int port = portsForThree();
        this.name = name;
        this.bootstrapServers = bootstrapServers;
        url = "http://127.0.0.1:" + port;
        List<String> up = new ArrayList<>(List.of("up", "--logs", "--port", String.valueOf(port)));
        up.addAll(options);
        Map<String, String> all = new HashMap<>(settings);
        if (jit == Jit.QUICK) {
            all.putIfAbsent("fanfare.partitions", String.valueOf(PARTITIONS));
        }
        all.forEach((setting, value) -> up.add("--" + setting + "=" + value));
        process = new FanfareProcess(name, jit, up);
    }

    /// With an embedded broker.
    ///
    /// @param name of its logs under `target/system-tests`
    public static PipelineProcess withItsOwnBroker(String name, Path data, Map<String, String> settings) {
        return new PipelineProcess(name, Jit.QUICK, "", List.of("--data", data.toString()), settings);
    }

    /// With an embedded broker, and compiled as the launcher has it: for whoever takes the time.
    ///
    /// @param name of its logs under `target/system-tests`
    public static PipelineProcess asLaunched(String name, Path data, Map<String, String> settings) {
        return new PipelineProcess(name, Jit.FULL, "", List.of("--data", data.toString()), settings);
    }

    /// Against this broker.
    ///
    /// @param name of its logs under `target/system-tests`
    public static PipelineProcess beside(
            String bootstrapServers, String name, Path data, Map<String, String> settings) {
        List<String> options = List.of("--data", data.toString(), "--kafka", bootstrapServers);
        return new PipelineProcess(name, Jit.QUICK, bootstrapServers, options, settings);
    }

    /// Against this broker, with schema ids from this registry.
    ///
    /// @param name of its logs under `target/system-tests`
    public static PipelineProcess withRegistry(
            String bootstrapServers, String registry, String name, Path data, Map<String, String> settings) {
        List<String> options = List.of("--data", data.toString(), "--kafka", bootstrapServers, "--registry", registry);
        return new PipelineProcess(name, Jit.QUICK, bootstrapServers, options, settings);
    }

    /// Ready for events when this returns.
    public void start() {
        process.launch();
        Matcher broker = BROKER.matcher(process.awaitReady());
        if (broker.find()) {
            bootstrapServers = broker.group(1);
        }
    }

    /// All that it has printed since its last start.
    public String said() {
        return process.said();
    }

    /// As Ctrl-C does; it must end well.
    public void stop() {
        process.stop();
    }

    /// Where one of the three apps answers: 0 for the front door, 1 for fan-out, 2 for the channels.
    public URI app(int number) {
        URI front = URI.create(url);
        return URI.create("http://" + front.getHost() + ":" + (front.getPort() + number));
    }

    /// As `kill -9` does.
    public void kill() {
        process.kill();
    }

    /// `fanfare send FILE`, which must end well.
    public void send(Path file) {
        List<String> arguments = List.of("send", file.toString(), "--url", url);
        try (LoggedProcess send = LoggedProcess.start(name + "-send", Jit.QUICK, Fanfare.class, arguments)) {
            await().atMost(SEND).until(() -> !send.isAlive());
            assertThat(send.exitValue()).as(send.said()).isZero();
        }
    }

    /// The front door's.
    public String url() {
        return url;
    }

    public FrontDoor frontDoor() {
        return new FrontDoor(url);
    }

    /// `host:port` of the broker in use; known once it has started.
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        kill();
    }

    /// The first of three in a row that nobody listens on.
    private static int portsForThree() {
        return Stream.generate(() -> FreePorts.find(1).getFirst())
                .filter(port -> FreePorts.isFree(port + 1) && FreePorts.isFree(port + 2))
                .findFirst()
                .orElseThrow();
    }
}
