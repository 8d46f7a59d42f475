package dev.fanfare.benchmarks.reads;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// So many callers at once, each with one call after another on connections that stay open.
final class Callers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final URI door;
    private final int callers;

    Callers(URI door, int callers) {
        this.door = door;
        this.callers = callers;
    }

    /// How long each call took, in milliseconds.
    ///
    /// @param pause of each caller from the beginning of a call to that of the next, at least; they begin evenly
    /// spread
    List<Double> call(Read read, Duration pause, Duration during) throws InterruptedException {
        long begin = System.nanoTime();
        long end = begin + during.toNanos();
        List<Future<List<Double>>> all = IntStream.range(0, callers)
                .mapToObj(n -> threads.submit(() -> calls(read, n, begin + pause.toNanos() * n / callers, pause, end)))
                .toList();
        List<Double> took = new ArrayList<>();
        for (Future<List<Double>> one : all) {
            try {
                took.addAll(one.get());
            } catch (ExecutionException failed) {
                throw new IllegalStateException(read.name() + " failed", failed.getCause());
            }
        }
        return took;
    }

    /// A call that comes late, since the one before took long, counts from when it was to begin.
    private List<Double> calls(Read read, int number, long first, Duration pause, long end)
            throws IOException, InterruptedException {
        Random any = new Random(number);
        List<Double> took = new ArrayList<>();
        long next = first;
        while (next < end) {
            LockSupport.parkNanos(next - System.nanoTime());
            long begun = pause.isZero() ? System.nanoTime() : next;
            once(read.path().apply(any));
            took.add((System.nanoTime() - begun) / 1e6);
            next = pause.isZero() ? System.nanoTime() : next + pause.toNanos();
        }
        return took;
    }

    private void once(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(door.resolve(path)).timeout(PATIENCE).build();
        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("GET %s: %d, %s"
                    .formatted(path, answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8)));
        }
    }

    @Override
    public void close() {
        threads.close();
        client.close();
    }
}
