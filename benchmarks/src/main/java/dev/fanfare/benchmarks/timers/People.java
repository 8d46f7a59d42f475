package dev.fanfare.benchmarks.timers;

import dev.fanfare.standalone.client.FrontDoor;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Who is told, each with an e-mail address.
final class People {

    /// How many there are.
    static final int SIZE = 200_000;

    private People() {}

    /// The n-th person's id; behind the last one comes the first again.
    static String id(int n) {
        return "person-%06d".formatted(n % SIZE);
    }

    static String address(String id) {
        return id + "@example.org";
    }

    /// Brings all of them in.
    static void load(FrontDoor door) {
        String lines = IntStream.range(0, SIZE).mapToObj(People::line).collect(Collectors.joining());
        var answer = door.post(
                        "/v1/recipients?preferences=replace", "application/x-ndjson", BodyPublishers.ofString(lines))
                .orFail();
        if (answer.json().path("accepted").asInt() != SIZE) {
            throw new IllegalStateException("not everybody was accepted: " + answer.body());
        }
    }

    private static String line(int n) {
        return "{\"id\":\"" + id(n) + "\",\"timeZone\":\"Europe/Berlin\",\"email\":[\"" + address(id(n)) + "\"]}\n";
    }
}
