package dev.fanfare.standalone.system.several;

import dev.fanfare.standalone.broker.FreePorts;
import dev.fanfare.standalone.system.parts.MainProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/// Three brokers, each its own process and one of three controllers.
final class ThreeBrokers implements AutoCloseable {

    static final int COUNT = 3;

    private final List<Integer> ports = FreePorts.find(2 * COUNT);
    private final List<MainProcess> nodes;

    /// @param name of the logs under `target/system-tests`
    ThreeBrokers(String name, Path data) {
        String all = ports.stream().map(String::valueOf).collect(Collectors.joining(","));
        String cluster = Uuid.randomUuid().toString();
        nodes = IntStream.range(0, COUNT)
                .mapToObj(node -> new MainProcess(
                        name + "-broker" + node,
                        OneOfThree.class,
                        List.of(
                                String.valueOf(node),
                                data.resolve("kafka-" + node).toString(),
                                cluster,
                                all)))
                .toList();
        nodes.forEach(MainProcess::launch);
        nodes.forEach(MainProcess::awaitReady);
    }

    MainProcess node(int number) {
        return nodes.get(number);
    }

    String bootstrapServers() {
        return IntStream.range(0, COUNT)
                .mapToObj(node -> "127.0.0.1:" + ports.get(2 * node))
                .collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        nodes.forEach(MainProcess::close);
    }
}
