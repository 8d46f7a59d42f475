package dev.fanfare.standalone.check;

import dev.fanfare.standalone.check.Finding.Bad;
import dev.fanfare.standalone.check.Finding.Good;
import dev.fanfare.standalone.client.HttpUrl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/// Does the schema registry speak the Confluent protocol?
final class CheckRegistry {

    private static final String ABOUT = "registry";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private CheckRegistry() {}

    /// @param urls one, or several servers with commas
    static List<Finding> check(String urls) {
        return Stream.of(urls.split(","))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(CheckRegistry::one)
                .toList();
    }

    private static Finding one(String given) {
        String remedy = "start the registry or correct --registry URL; without it, schemas are kept in a topic";
        URI url;
        try {
            url = new HttpUrl().convert(given);
        } catch (TypeConversionException none) {
            return new Bad(ABOUT, String.valueOf(none.getMessage()), remedy);
        }
        URI subjects = URI.create(given.replaceAll("/+$", "") + "/subjects");
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var answer =
                    http.send(HttpRequest.newBuilder(subjects).timeout(PATIENCE).build(), BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().strip().startsWith("[")
                    ? new Good(ABOUT, url.toString())
                    : new Bad(ABOUT, subjects + " answers " + answer.statusCode(), remedy);
        } catch (IOException failed) {
            return new Bad(
                    ABOUT, url + ": " + (failed.getMessage() == null ? "nobody answers" : failed.getMessage()), remedy);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Bad(ABOUT, "stopped", "run the check again");
        }
    }
}
