package dev.fanfare.standalone.up;

import dev.fanfare.standalone.client.HttpUrl;
import dev.fanfare.standalone.work.WrongUsage;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--kafka`, `--registry`, `--port` and `--data`: where something is started, or would be. What holds where one is
/// not given says each command.
public final class StartOptions {

    private static final int HIGHEST = 65_535;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            converter = Brokers.class,
            description = "The brokers, several with commas.")
    private @Nullable String kafka;

    @Option(names = "--registry", paramLabel = "URL", converter = HttpUrl.class, description = "A schema registry.")
    private @Nullable URI registry;

    @Option(names = "--port", paramLabel = "N", description = "Where it listens; see below.")
    private @Nullable Integer port;

    @Option(names = "--data", paramLabel = "DIR", description = "Where its data stay; see below.")
    private @Nullable Path data;

    public Optional<String> kafka() {
        return Optional.ofNullable(kafka);
    }

    public Optional<URI> registry() {
        return Optional.ofNullable(registry);
    }

    /// @param next how many ports behind it are used too
    /// @throws WrongUsage where there are none
    public Optional<Integer> port(int next) {
        if (port != null && (port < 1 || port > HIGHEST - next)) {
            throw new WrongUsage("--port must be 1 to " + (HIGHEST - next) + ", is " + port);
        }
        return Optional.ofNullable(port);
    }

    public Optional<Path> data() {
        return Optional.ofNullable(data);
    }
}
