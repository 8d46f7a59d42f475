package dev.fanfare.standalone.system.parts;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Made-up people, each with a mailbox and an endpoint.
///
/// @param name what their ids begin with
/// @param audiences of the person with this number, from 0
public record People(String name, int count, Sinks sinks, IntFunction<List<String>> audiences) {

    public People(int count, Sinks sinks, IntFunction<List<String>> audiences) {
        this("person", count, sinks, audiences);
    }

    /// As the front door takes them, one a line.
    public List<String> lines() {
        return IntStream.range(0, count).mapToObj(this::line).toList();
    }

    /// Where they are told: mail addresses, and paths of endpoints.
    public Set<String> addresses() {
        return addresses(0, count);
    }

    /// As [#addresses()], of some by their numbers.
    public Set<String> addresses(int from, int to) {
        return IntStream.range(from, to)
                .boxed()
                .flatMap(number -> Stream.of(mail(number), hook(number)))
                .collect(toSet());
    }

    private String line(int number) {
        return """
                {"id": "%s-%d", "audiences": [%s], "email": ["%s"], "webhook": [{"url": "%s", "secret": "%s"}]}""".formatted(
                name, number, quoted(audiences.apply(number)), mail(number), sinks.hook(hook(number)), Sinks.SECRET);
    }

    private String mail(int number) {
        return name + "-" + number + "@example.org";
    }

    private String hook(int number) {
        return "/" + name + "-" + number;
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(text -> '"' + text + '"').collect(joining(", "));
    }
}
