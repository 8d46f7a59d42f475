package dev.fanfare.benchmarks.stack;

import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.RegistrySettings;
import dev.fanfare.standalone.broker.BrokerProcess;
import dev.fanfare.standalone.broker.FreePorts;
import dev.fanfare.standalone.client.FrontDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A broker and the apps as `./fanfare run` starts them, each a process of its own, with data that go at the end.
public final class Apps implements AutoCloseable {

    private static final Pattern BROKER = Pattern.compile("(?m)^READY (\\S+)$");
    private static final int FRONT = 0;
    private static final int CHANNELS = 1;
    private static final int MOST_CHANNELS = 3;
    private static final int FANOUTS = CHANNELS + MOST_CHANNELS;

    private final Path data;
    private final Child broker;
    private final KafkaSettings kafka;
    private final List<Integer> ports = FreePorts.find(FANOUTS + 2);
    private final Map<String, String> settings;
    private final List<AppProcess> running = new ArrayList<>();
    /// Nothing outlives a run that was broken off.
    private final Thread cleaning = new Thread(this::end, "clean-up");

    private Apps(Path data, Child broker, KafkaSettings kafka, Map<String, String> settings) {
        this.data = data;
        this.broker = broker;
        this.kafka = kafka;
        this.settings = settings;
        Runtime.getRuntime().addShutdownHook(cleaning);
    }

    /// The broker alone.
    ///
    /// @param settings of every app; `fanfare.partitions` must be among them
    public static Apps start(Map<String, String> settings) {
        try {
            Path data = Files.createTempDirectory("fanfare-bench");
            Child broker = Child.start(
                    data.resolve("broker.log"),
                    BrokerProcess.class,
                    List.of(data.resolve("kafka").toString(), "0"));
            KafkaSettings kafka = new KafkaSettings(broker.await(BROKER).group(1), Map.of());
            return new Apps(data, broker, kafka, Map.copyOf(settings));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Ready when this returns.
    ///
    /// @param fanouts how many will be started, so that the front door knows their addresses
    public AppProcess startFront(int fanouts) {
        String streams = ports.subList(FANOUTS, FANOUTS + fanouts).stream()
                .map(port -> "http://127.0.0.1:" + port)
                .collect(Collectors.joining(","));
        return ready(start(
                "front",
                "front",
                ports.get(FRONT),
                Map.of(
                        "fanfare.streams.url",
                        streams,
                        "fanfare.channels.url",
                        "http://127.0.0.1:" + ports.get(CHANNELS))));
    }

    /// Ready when this returns.
    ///
    /// @param which 0 or 1; each keeps its directory from start to start
    public AppProcess startFanout(int which) {
        return ready(launchFanout(which));
    }

    /// Started, and not waited for.
    public AppProcess launchFanout(int which) {
        return start("fanout", "fanout-" + which, ports.get(FANOUTS + which), Map.of());
    }

    /// Ready when this returns.
    public AppProcess startChannels(Map<String, String> more) {
        return startChannels(0, more);
    }

    /// Ready when this returns.
    ///
    /// @param which 0 to 2; each keeps its directory from start to start
    public AppProcess startChannels(int which, Map<String, String> more) {
        return ready(start("channels", "channels-" + which, ports.get(CHANNELS + which), more));
    }

    private AppProcess start(String kind, String directory, int port, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        AppProcess app = AppProcess.start(
                new AppProcess.Start(kind, data.resolve(directory), port, all), kafka.bootstrapServers());
        running.add(app);
        return app;
    }

    private static AppProcess ready(AppProcess app) {
        app.awaitReady();
        return app;
    }

    public FrontDoor frontDoor() {
        return new FrontDoor(url(), "");
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + ports.get(FRONT));
    }

    public KafkaSettings kafka() {
        return kafka;
    }

    public Topics topics() {
        return new Topics(
                Topics.DEFAULT_PREFIX, new Partitioning(Integer.parseInt(settings.get("fanfare.partitions"))));
    }

    public Codecs codecs() {
        return Codecs.connect(RegistrySettings.IN_PROCESS, kafka, topics());
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(cleaning);
        end();
    }

    private void end() {
        // What they have is thrown away: no need to let them tidy up.
        running.forEach(AppProcess::kill);
        broker.kill();
        Directories.delete(data);
    }
}
