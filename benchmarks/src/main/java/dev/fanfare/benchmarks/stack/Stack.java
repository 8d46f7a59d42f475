package dev.fanfare.benchmarks.stack;

import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.RegistrySettings;
import dev.fanfare.standalone.Fanfare;
import dev.fanfare.standalone.broker.BrokerProcess;
import dev.fanfare.standalone.broker.FreePorts;
import dev.fanfare.standalone.client.FrontDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A broker and `fanfare up`, each in a process of its own, with data that go at the end.
public final class Stack implements AutoCloseable {

    private static final int PARTITIONS = 6;
    private static final Pattern BROKER = Pattern.compile("(?m)^READY (\\S+)$");
    private static final Pattern READY = Pattern.compile("(?m)^Ready for events");

    private final Path data;
    private final Child broker;
    private final Child pipeline;
    private final KafkaSettings kafka;
    private final URI url;

    private Stack(Path data, Child broker, Child pipeline, KafkaSettings kafka, URI url) {
        this.data = data;
        this.broker = broker;
        this.pipeline = pipeline;
        this.kafka = kafka;
        this.url = url;
    }

    /// Ready for events when this returns.
    public static Stack start(Map<String, String> settings) {
        try {
            Path data = Files.createTempDirectory("fanfare-bench");
            Child broker = Child.start(
                    data.resolve("broker.log"),
                    BrokerProcess.class,
                    List.of(data.resolve("kafka").toString(), "0"));
            String bootstrap = broker.await(BROKER).group(1);
            int port = threePorts();
            Child pipeline = Child.start(data.resolve("up.log"), Fanfare.class, up(data, bootstrap, port, settings));
            pipeline.await(READY);
            return new Stack(
                    data,
                    broker,
                    pipeline,
                    new KafkaSettings(bootstrap, Map.of()),
                    URI.create("http://127.0.0.1:" + port));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> up(Path data, String bootstrap, int port, Map<String, String> settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "up", "--data", data.resolve("up").toString(), "--kafka", bootstrap, "--port", String.valueOf(port)));
        arguments.add("--fanfare.partitions=" + PARTITIONS);
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return arguments;
    }

    /// The first of three in a row.
    private static int threePorts() {
        return Stream.generate(() -> FreePorts.find(1).getFirst())
                .filter(port -> FreePorts.isFree(port + 1) && FreePorts.isFree(port + 2))
                .findFirst()
                .orElseThrow();
    }

    public FrontDoor frontDoor() {
        return new FrontDoor(url, "");
    }

    public KafkaSettings kafka() {
        return kafka;
    }

    public Topics topics() {
        return new Topics(Topics.DEFAULT_PREFIX, new Partitioning(PARTITIONS));
    }

    public Codecs codecs() {
        return Codecs.connect(RegistrySettings.IN_PROCESS, kafka, topics());
    }

    @Override
    public void close() {
        pipeline.close();
        broker.close();
        Directories.delete(data);
    }
}
