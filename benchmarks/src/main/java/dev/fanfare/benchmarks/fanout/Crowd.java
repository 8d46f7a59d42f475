package dev.fanfare.benchmarks.fanout;

import java.util.stream.IntStream;

/// The people who are told: in three locales, one in ten of them muted, one in twenty without an e-mail address.
///
/// The first hundred have a webhook as well, for urgent events.
///
/// @param size how many there are
/// @param webhook where the webhooks of the first hundred begin
/// @param secret what they are signed with
record Crowd(int size, String webhook, String secret) {

    static final int WITH_WEBHOOK = 100;
    static final String MUTED = "bench.news.*";

    private static final String[] LOCALES = {"en", "de", "fr"};

    /// The n-th person's id, 0 to size - 1.
    static String id(int n) {
        return "person-%07d".formatted(n);
    }

    static boolean isMuted(int n) {
        return n % 10 == 3;
    }

    static boolean hasAddress(int n) {
        return n % 20 != 7;
    }

    static String path(int n) {
        return "/" + id(n);
    }

    static String address(int n) {
        return id(n) + "@example.org";
    }

    /// The same people, but so many.
    Crowd of(int number) {
        return new Crowd(number, webhook, secret);
    }

    /// How many are told of news.
    int told() {
        return (int) IntStream.range(0, size)
                .filter(n -> !isMuted(n) && hasAddress(n))
                .count();
    }

    /// As the recipients call takes it, on a line.
    String line(int n) {
        String id = id(n);
        StringBuilder json = new StringBuilder("{\"id\":\"" + id + "\",\"locale\":\"" + LOCALES[n % LOCALES.length]
                + "\",\"timeZone\":\"Europe/Berlin\"");
        if (hasAddress(n)) {
            json.append(",\"email\":[\"").append(address(n)).append("\"]");
        }
        if (n < WITH_WEBHOOK) {
            json.append(",\"webhook\":[{\"url\":\"" + webhook + path(n) + "\",\"secret\":\"" + secret + "\"}]");
        }
        if (isMuted(n)) {
            json.append(",\"preferences\":{\"mute\":[\"" + MUTED + "\"]}");
        }
        return json.append("}\n").toString();
    }
}
