package dev.fanfare.standalone.up;

import dev.fanfare.standalone.work.WorkFailed;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.springframework.context.ConfigurableApplicationContext;

/// Waits until an app says itself that it is ready: as long as it takes, since what is read back from Kafka may be
/// much.
final class Readiness {

    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(15);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final long BETWEEN_NANOS = 50_000_000L;

    private Readiness() {}

    /// @param told every 15 s what is still missing
    /// @throws WorkFailed where the app stops meanwhile
    static void await(HttpClient http, App app, ConfigurableApplicationContext running, Consumer<String> told) {
        HttpRequest health = HttpRequest.newBuilder(app.url().resolve("/actuator/health/readiness"))
                .timeout(ANSWER)
                .build();
        long words = System.nanoTime() + BETWEEN_WORDS.toNanos();
        String seen = look(http, health);
        while (!seen.isEmpty()) {
            if (!running.isActive()) {
                throw new WorkFailed(app.name() + " stopped before it was ready; its logs say why");
            }
            if (System.nanoTime() > words) {
                told.accept(String.format("%-11s is not ready yet: %s", app.name(), seen));
                words = System.nanoTime() + BETWEEN_WORDS.toNanos();
            }
            LockSupport.parkNanos(BETWEEN_NANOS);
            seen = look(http, health);
        }
    }

    /// What is missing, or nothing.
    private static String look(HttpClient http, HttpRequest health) {
        try {
            var answer = http.send(health, BodyHandlers.ofString());
            return answer.statusCode() == 200 ? "" : answer.body();
        } catch (IOException notYet) {
            return String.valueOf(notYet.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new WorkFailed("stopped");
        }
    }
}
