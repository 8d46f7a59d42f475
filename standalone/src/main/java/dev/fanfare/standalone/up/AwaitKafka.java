package dev.fanfare.standalone.up;

import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.standalone.settings.GivenKafka;
import dev.fanfare.standalone.work.WorkFailed;
import dev.fanfare.standalone.work.WrongUsage;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.springframework.core.env.Environment;

/// Looks whether the brokers answer, and waits until they do.
///
/// @param told who waits for what
record AwaitKafka(KafkaSettings kafka, Consumer<String> told) {

    private static final int PATIENCE_MS = 4_000;
    private static final long BETWEEN_LOOKS_MS = 1_000;
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(15);

    /// @param given settings, with those of the brokers' security
    static AwaitKafka of(String bootstrapServers, Environment given, Consumer<String> told) {
        return new AwaitKafka(GivenKafka.at(bootstrapServers, given), told);
    }

    /// @throws WrongUsage where Kafka's own settings are wrong
    void await() {
        lookWhile(seen -> !seen.isEmpty());
        told.accept("kafka       " + kafka.bootstrapServers() + ", answers");
    }

    /// Says what is seen, and waits for nothing but that the name is known: without it there is nobody to try again.
    void lookOnce() {
        String why = lookWhile(AwaitKafka::isNameless);
        told.accept("kafka       " + kafka.bootstrapServers()
                + (why.isEmpty() ? ", answers" : " does not answer yet: " + why));
    }

    /// What was seen last; empty where the brokers answer.
    private String lookWhile(Predicate<String> waiting) {
        long words = System.nanoTime();
        String why = look();
        while (waiting.test(why)) {
            if (System.nanoTime() >= words) {
                told.accept("kafka       " + kafka.bootstrapServers() + " does not answer, waiting for it: " + why);
                words = System.nanoTime() + BETWEEN_WORDS.toNanos();
            }
            pause();
            why = look();
        }
        return why;
    }

    private static boolean isNameless(String why) {
        return why.contains("No resolvable bootstrap urls");
    }

    private String look() {
        try (Admin admin = Admin.create(GivenKafka.impatient(kafka, PATIENCE_MS))) {
            admin.describeCluster().nodes().get();
            return "";
        } catch (ExecutionException silent) {
            return String.valueOf(silent.getCause());
        } catch (KafkaException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            String why = String.valueOf(cause.getMessage());
            // A name that nobody knows yet may be known later; a wrong setting stays wrong.
            if (cause instanceof ConfigException && !why.contains("bootstrap")) {
                throw new WrongUsage("fanfare.kafka.properties: " + why);
            }
            return why;
        } catch (InterruptedException stopped) {
            throw stopped();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
        } catch (InterruptedException stopped) {
            throw stopped();
        }
    }

    private static WorkFailed stopped() {
        Thread.currentThread().interrupt();
        return new WorkFailed("stopped");
    }
}
