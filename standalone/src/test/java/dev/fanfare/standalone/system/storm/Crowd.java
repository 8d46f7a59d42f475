package dev.fanfare.standalone.system.storm;

import dev.fanfare.standalone.sink.Refusal;
import dev.fanfare.standalone.system.parts.Sinks;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The people of one round, each with a mailbox and an endpoint behind the proxies, and in one group.
///
/// @param name what their ids begin with
/// @param hooks the port of their endpoints
/// @param troubled whether providers put some off and refuse a few for good
record Crowd(String name, int count, int groups, int hooks, boolean troubled) {

    private static final int PUT_OFF_ONE_IN = 31;
    private static final int REFUSED_ONE_IN = 97;

    /// As the front door takes them, one a line.
    List<String> lines() {
        return IntStream.range(0, count).mapToObj(this::line).toList();
    }

    String person(int number) {
        return name + "-" + number;
    }

    String everybody() {
        return name + ":all";
    }

    String group(int group) {
        return name + ":group-" + group;
    }

    /// The numbers of a group's people.
    List<Integer> members(int group) {
        return IntStream.range(0, count)
                .filter(number -> number % groups == group)
                .boxed()
                .toList();
    }

    List<Integer> all() {
        return IntStream.range(0, count).boxed().toList();
    }

    /// Whether this is where one of them is told.
    boolean has(String address) {
        return address.startsWith(name + "-") || address.startsWith("/" + name + "-");
    }

    /// Has the sinks put some of them off for one to three calls, and refuse a few for good.
    void trouble(Sinks sinks) {
        for (int number = 0; number < count; number++) {
            if (isRefused(number)) {
                sinks.behaviour().refuse(mail(number), 550);
                sinks.behaviour().refuse(hook(number), 400);
            } else if (number % PUT_OFF_ONE_IN == 1) {
                int times = 1 + number % 3;
                sinks.behaviour().refuse(mail(number), new Refusal(450, times, Duration.ZERO));
                sinks.behaviour().refuse(hook(number), new Refusal(503, times, Duration.ZERO));
            }
        }
    }

    /// Where these are told, as sinks name it.
    Set<String> told(List<Integer> numbers) {
        return addresses(numbers.stream().filter(number -> !isRefused(number)));
    }

    /// Where these are refused for good.
    Set<String> refused(List<Integer> numbers) {
        return addresses(numbers.stream().filter(this::isRefused));
    }

    private Set<String> addresses(Stream<Integer> numbers) {
        return numbers.flatMap(number -> Stream.of(mail(number), hook(number))).collect(Collectors.toSet());
    }

    private boolean isRefused(int number) {
        return troubled && number % REFUSED_ONE_IN == 2;
    }

    private String line(int number) {
        return """
                {"id": "%s", "audiences": ["%s", "%s"], "email": ["%s"], "webhook": [{"url": "http://127.0.0.1:%d%s", "secret": "%s"}]}""".formatted(
                person(number), everybody(), group(number % groups), mail(number), hooks, hook(number), Sinks.SECRET);
    }

    private String mail(int number) {
        return person(number) + "@example.org";
    }

    private String hook(int number) {
        return "/" + person(number);
    }
}
