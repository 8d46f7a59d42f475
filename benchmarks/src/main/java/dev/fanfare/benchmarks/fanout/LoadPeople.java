package dev.fanfare.benchmarks.fanout;

import dev.fanfare.benchmarks.stack.AwaitRead;
import dev.fanfare.standalone.client.FrontDoor;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Brings a crowd in through the front door, as one stream of lines.
final class LoadPeople {

    private static final int LINES_AT_ONCE = 1_000;

    private final FrontDoor door;
    private final AwaitRead read;

    LoadPeople(FrontDoor door, AwaitRead read) {
        this.door = door;
        this.read = read;
    }

    /// People a second, until every one of them is in the stores of the fan-out.
    double load(Crowd crowd) {
        long begin = System.nanoTime();
        Iterable<byte[]> lines = () -> lines(crowd);
        var answer = door.post(
                        "/v1/recipients?preferences=replace",
                        "application/x-ndjson",
                        BodyPublishers.ofByteArrays(lines))
                .orFail();
        if (answer.json().path("accepted").asInt() != crowd.size()) {
            throw new IllegalStateException("not everybody was accepted: " + answer.body());
        }
        read.all();
        return crowd.size() / ((System.nanoTime() - begin) / 1e9);
    }

    private static Iterator<byte[]> lines(Crowd crowd) {
        return IntStream.iterate(0, from -> from < crowd.size(), from -> from + LINES_AT_ONCE)
                .mapToObj(from -> IntStream.range(from, Math.min(crowd.size(), from + LINES_AT_ONCE))
                        .mapToObj(crowd::line)
                        .collect(Collectors.joining())
                        .getBytes(StandardCharsets.UTF_8))
                .iterator();
    }
}
