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
/// @param audiences of the person with this number, from 0
public record People(int count, Sinks sinks, IntFunction<List<String>> audiences) {

    /// As the front door takes them, one a line.
    public List<String> lines() {
        return IntStream.range(0, count).mapToObj(this::line).toList();
    }

    /// Where they are told: mail addresses, and paths of endpoints.
    public Set<String> addresses() {
        return IntStream.range(0, count)
                .boxed()
                .flatMap(number -> Stream.of(mail(number), hook(number)))
                .collect(toSet());
    }

    private String line(int number) {
        return """
                {"id": "person-%d", "audiences": [%s], "email": ["%s"], "webhook": [{"url": "%s", "secret": "%s"}]}""".formatted(
                        number, quoted(audiences.apply(number)), mail(number), sinks.hook(hook(number)), Sinks.SECRET);
    }

    private static String mail(int number) {
        return "person-" + number + "@example.org";
    }

    private static String hook(int number) {
        return "/person-" + number;
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(text -> '"' + text + '"').collect(joining(", "));
    }
}
