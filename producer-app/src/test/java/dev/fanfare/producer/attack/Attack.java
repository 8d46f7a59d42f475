package dev.fanfare.producer.attack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// One call of the corpus: `### name`, `> statuses that may answer it`, the head as it is sent, a blank line, the body.
///
/// @param head without what every call has; lines end with a line feed alone
record Attack(String name, Set<Integer> statuses, String head, String body) {

    private static final String BEGIN = "### ";
    private static final String ANSWERS = "> ";

    Attack {
        statuses = Set.copyOf(statuses);
    }

    static Stream<Attack> in(String file) {
        try (InputStream text = Objects.requireNonNull(Attack.class.getResourceAsStream("/attack/" + file), file)) {
            return Stream.of(new String(text.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^" + BEGIN))
                    .skip(1)
                    .map(Attack::read);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Attack read(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        String name = lines.removeFirst();
        String answers = lines.removeFirst();
        if (!answers.startsWith(ANSWERS)) {
            throw new IllegalArgumentException(name + ": the second line must name the statuses");
        }
        int blank = lines.indexOf("");
        int end = blank < 0 ? lines.size() : blank;
        String body = String.join("\n", lines.subList(Math.min(end + 1, lines.size()), lines.size()));
        return new Attack(
                name,
                Set.copyOf(Stream.of(answers.substring(ANSWERS.length()).split(" "))
                        .map(Integer::valueOf)
                        .toList()),
                String.join("\n", lines.subList(0, end)),
                body.stripTrailing());
    }

    @Override
    public String toString() {
        return name;
    }
}
