package dev.fanfare.standalone.demo;

import dev.fanfare.standalone.broker.FreePorts;
import dev.fanfare.standalone.client.FrontDoor;
import dev.fanfare.standalone.up.Pipeline;
import dev.fanfare.standalone.up.PipelineSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A whole pipeline with servers to send to; all of it, files too, is gone after the close.
final class Stage implements AutoCloseable {

    private static final int HIGHEST_BASE = 8980;
    private static final int STEP = 10;

    private final AtomicBoolean closed = new AtomicBoolean();
    private final Servers servers;
    private final Path folder;
    private final Pipeline pipeline;
    private final FrontDoor door;

    private Stage(Servers servers, Path folder, Pipeline pipeline) {
        this.servers = servers;
        this.folder = folder;
        this.pipeline = pipeline;
        this.door = new FrontDoor(url(), "");
    }

    static Stage set(Consumer<String> told) {
        Servers servers = new Servers();
        Path folder = newFolder();
        Map<String, String> settings = Map.of(
                "fanfare.email.smtp.host", "127.0.0.1",
                "fanfare.email.smtp.port", String.valueOf(servers.mailPort()),
                "fanfare.email.smtp.from", "Fanfare demo <fanfare@demo.example>");
        try {
            return new Stage(
                    servers,
                    folder,
                    Pipeline.start(new PipelineSettings(folder, freeBase(), 0, null, null, settings), told));
        } catch (RuntimeException failed) {
            servers.close();
            remove(folder);
            throw failed;
        }
    }

    FrontDoor door() {
        return door;
    }

    Servers servers() {
        return servers;
    }

    URI url() {
        return pipeline.settings().frontDoor();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            door.close();
            pipeline.close();
            servers.close();
            remove(folder);
        }
    }

    boolean isClosed() {
        return closed.get();
    }

    private static int freeBase() {
        return IntStream.iterate(PipelineSettings.PORT, base -> base <= HIGHEST_BASE, base -> base + STEP)
                .filter(base ->
                        IntStream.range(base, base + PipelineSettings.APPS).allMatch(FreePorts::isFree))
                .findFirst()
                .orElse(PipelineSettings.PORT);
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("fanfare-demo");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> inside = Files.walk(folder)) {
            List<Path> deepestFirst = inside.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException left) {
            // What a closing store still writes is the temporary folder's own to clean up.
            folder.toFile().deleteOnExit();
        }
    }
}
