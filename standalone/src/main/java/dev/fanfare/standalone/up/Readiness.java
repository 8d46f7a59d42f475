package dev.fanfare.standalone.up;

import dev.fanfare.standalone.work.WorkFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waits until an app says itself that it is ready.
final class Readiness {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long BETWEEN_NANOS = 50_000_000L;

    private Readiness() {}

    static void await(HttpClient http, App app) {
        URI health = app.url().resolve("/actuator/health/readiness");
        long end = System.nanoTime() + PATIENCE.toNanos();
        String seen = "nothing";
        while (System.nanoTime() < end) {
            try {
                var answer = http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return;
                }
                seen = answer.body();
            } catch (IOException notYet) {
                seen = String.valueOf(notYet.getMessage());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new WorkFailed("stopped");
            }
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
        throw new WorkFailed(app.name() + " is not ready after " + PATIENCE.toMinutes() + " minutes: " + seen);
    }
}
