package dev.fanfare.benchmarks.provider;

import java.net.URI;
import java.time.Duration;

/// What a made-up provider does with a delivery, as its address says.
public sealed interface Script {

    /// Longer than any limit of a send.
    Duration FOREVER = Duration.ofSeconds(10);

    /// Behind the name of a person with a mail address.
    String PORT = "@port-";

    /// Takes it after this time.
    record Take(Duration after) implements Script {}

    /// Does not take it now.
    record Fail() implements Script {}

    /// An endpoint of the person's own that does not take it now.
    record Broken() implements Script {}

    /// Whatever the provider behind this port says.
    record Ask(int port) implements Script {}

    /// An address of this person by which the delivery is taken after so many milliseconds.
    static String take(long millis, String person) {
        return millis + "/" + person;
    }

    /// An address by which there is no answer in time.
    static String hang(String person) {
        return take(FOREVER.toMillis(), person);
    }

    static String fail(String person) {
        return "fail/" + person;
    }

    static String broken(String person) {
        return "broken/" + person;
    }

    /// An address at the provider behind this port; also fit for a webhook.
    static String ask(int port, String person) {
        return "http://127.0.0.1:" + port + "/" + person;
    }

    /// The same as a mail address.
    static String mail(int port, String person) {
        return person + "@port-" + port + ".example.org";
    }

    /// @throws IllegalArgumentException where it is none of these
    static Script of(String address) {
        int port = address.indexOf(PORT);
        if (port > 0) {
            return new Ask(Integer.parseInt(address.substring(port + PORT.length(), address.indexOf('.', port))));
        }
        if (address.startsWith("http:")) {
            return new Ask(URI.create(address).getPort());
        }
        String word = address.substring(0, address.indexOf('/'));
        return switch (word) {
            case "fail" -> new Fail();
            case "broken" -> new Broken();
            default -> new Take(Duration.ofMillis(Long.parseLong(word)));
        };
    }
}
