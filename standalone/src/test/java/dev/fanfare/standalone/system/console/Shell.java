package dev.fanfare.standalone.system.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fanfare.standalone.Fanfare;
import dev.fanfare.standalone.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Types lines as an operator does: `./fanfare …` by the command line's own entry, all else by bash.
record Shell(String url) {

    private static final String LAUNCHER = "./fanfare ";
    /// A line of the runbook is over at once, or waits for a rollout of seconds.
    private static final Duration MOST = Duration.ofMinutes(2);
    /// These ask no front door.
    private static final List<String> ALONE = List.of("topics", "check", "completion");

    /// What came of a line.
    record Ran(int status, String out, String err) {}

    Ran run(String line) {
        return line.startsWith(LAUNCHER)
                ? fanfare(line.substring(LAUNCHER.length()).split(" +"))
                : bash(line);
    }

    Ran fanfare(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Stream<String> where = ALONE.contains(words[0]) ? Stream.empty() : Stream.of("--url", url);
        int status = Fanfare.run(
                new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false),
                InputStream.nullInputStream(),
                Stream.concat(Arrays.stream(words), where).toArray(String[]::new));
        return new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    private static Ran bash(String line) {
        try {
            Process bash = new ProcessBuilder("bash", "-o", "pipefail", "-c", line)
                    .redirectErrorStream(true)
                    .start();
            bash.getOutputStream().close();
            CompletableFuture<String> said =
                    CompletableFuture.supplyAsync(() -> said(bash), Thread::startVirtualThread);
            try {
                String out = said.get(MOST.toSeconds(), TimeUnit.SECONDS);
                return new Ran(
                        bash.onExit().get(MOST.toSeconds(), TimeUnit.SECONDS).exitValue(), out, "");
            } finally {
                bash.descendants().forEach(ProcessHandle::destroyForcibly);
                bash.destroyForcibly();
            }
        } catch (TimeoutException hangs) {
            throw new AssertionError("not over in " + MOST + ": " + line, hangs);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String said(Process bash) {
        try {
            return new String(bash.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
