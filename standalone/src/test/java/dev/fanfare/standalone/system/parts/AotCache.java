package dev.fanfare.standalone.system.parts;

import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.broker.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The product's classes, read and linked once, so that each of its processes starts on a quarter less of the processor
/// (JEP 483, JEP 514). Made by one that starts and stops, where `system-test.train` says so; the JVM goes without where
/// it does not fit.
final class AotCache {

    private static final Path FILE = Path.of("target", "system-tests.aot");
    private static final Path NEW = Path.of("target", "system-tests.aot.new");
    private static final Path TRAINS = Path.of("target", "system-tests.aot.trains");
    private static final List<String> QUIET = List.of("-Xlog:aot*=off", "-Xlog:cds*=off");
    private static final Path SAID = Path.of("target", "system-tests.aot.log");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private AotCache() {}

    /// For the JVM of a process.
    ///
    /// @param command a JVM with its options, and what it starts, without arguments
    static synchronized List<String> options(List<String> command, Path jar) {
        try {
            if (Boolean.getBoolean("system-test.train") && !isFresh(jar)) {
                train(command);
            }
            return isFresh(jar) ? with("-XX:AOTCache=" + FILE) : List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isFresh(Path jar) throws IOException {
        return Files.exists(FILE) && Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(jar)) > 0;
    }

    /// Another process of the tests may be at it: nobody waits for that.
    private static void train(List<String> command) throws IOException {
        try {
            Files.createFile(TRAINS);
        } catch (FileAlreadyExistsException another) {
            return;
        }
        try {
            Path data = Files.createTempDirectory(Path.of("target"), "train");
            List<String> whole = new ArrayList<>(command);
            whole.addAll(1, with("-XX:AOTCacheOutput=" + NEW));
            whole.addAll(List.of(
                    "up",
                    "--data",
                    data.toString(),
                    "--port",
                    String.valueOf(FreePorts.find(1).getFirst())));
            run(whole);
            Files.move(NEW, FILE, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.delete(TRAINS);
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(SAID.toFile())
                .start();
        try {
            await().atMost(PATIENCE)
                    .until(() -> !process.isAlive() || Files.readString(SAID).contains("\nReady "));
            process.destroy();
            await().atMost(PATIENCE).until(() -> !process.isAlive());
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> with(String option) {
        List<String> options = new ArrayList<>(QUIET);
        options.addFirst(option);
        return options;
    }
}
