package dev.fanfare.standalone.system.parts;

import dev.fanfare.standalone.system.parts.LoggedProcess.Jit;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One broker process, and so many processes of each app, which find one another.
public final class Apart implements AutoCloseable {

    public static final int PARTITIONS = 4;

    private final BrokerApart broker;
    private final List<AppProcess> fanouts;
    private final List<AppProcess> channels;
    private final List<AppProcess> fronts;
    private final Path data;
    private final Map<String, String> settings;
    private final Jit jit;

    /// @param name of the logs under `target/system-tests`
    /// @param reach how the providers are reached
    /// @param each how many processes of each app
    public Apart(String name, Path data, Map<String, String> reach, int each) {
        this(name, Jit.QUICK, data, reach, each, each);
    }

    /// As above, with so many processes of fan-out, and of the others.
    public Apart(String name, Path data, Map<String, String> reach, int fanout, int others) {
        this(name, Jit.QUICK, data, reach, fanout, others);
    }

    private Apart(String name, Jit jit, Path data, Map<String, String> reach, int fanout, int others) {
        this.jit = jit;
        this.data = data;
        settings = new HashMap<>(reach);
        settings.put("fanfare.partitions", String.valueOf(PARTITIONS));
        broker = new BrokerApart(name + "-broker", jit, data);
        fanouts = several(fanout, "fanout", name);
        channels = several(others, "channels", name);
        settings.put("fanfare.streams.url", String.join(",", urls(fanouts)));
        settings.put("fanfare.channels.url", String.join(",", urls(channels)));
        fronts = several(others, "front", name);
    }

    /// As many of each, compiled as the launcher has it: for whoever takes the time.
    public static Apart asLaunched(String name, Path data, Map<String, String> reach, int each) {
        return new Apart(name, Jit.FULL, data, reach, each, each);
    }

    /// All of them at once; ready when this returns.
    public void start() {
        List<AppProcess> all =
                Stream.of(fanouts, channels, fronts).flatMap(List::stream).toList();
        all.forEach(AppProcess::launch);
        all.forEach(AppProcess::awaitReady);
    }

    public AppProcess fanout(int number) {
        return fanouts.get(number);
    }

    public AppProcess channels(int number) {
        return channels.get(number);
    }

    public AppProcess front(int number) {
        return fronts.get(number);
    }

    /// One more of a kind, which the front doors do not know of.
    public AppProcess another(String app, String name) {
        return new AppProcess(app, name, jit, broker.bootstrapServers(), data, settings);
    }

    public BrokerApart broker() {
        return broker;
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        Stream.of(fronts, channels, fanouts).flatMap(List::stream).forEach(AppProcess::close);
        broker.close();
    }

    private List<AppProcess> several(int count, String app, String name) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> another(app, name + "-" + app + number))
                .toList();
    }

    private static List<String> urls(List<AppProcess> apps) {
        return apps.stream().map(AppProcess::url).toList();
    }
}
