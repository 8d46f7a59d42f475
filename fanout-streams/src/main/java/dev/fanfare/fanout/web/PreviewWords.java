package dev.fanfare.fanout.web;

import dev.fanfare.fanout.render.RenderException;
import dev.fanfare.fanout.render.RenderWords;
import dev.fanfare.fanout.render.Rendered;
import dev.fanfare.fanout.render.Texts;
import dev.fanfare.fanout.render.Values;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Words;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// What a template would say, by the very code that says it later; nothing is kept or sent.
@RestController
class PreviewWords {

    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final long MOST_LETTERS = 1024 * 1024;
    /// As many as are done before the first of them has waited for as long as its caller does.
    private static final int IN_LINE = 4;

    private final Semaphore line;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    PreviewWords() {
        this(new Semaphore(IN_LINE));
    }

    PreviewWords(Semaphore line) {
        this.line = line;
    }

    /// One locale's words, as a template's JSON has them.
    record Said(
            @Nullable String subject,
            @Nullable String text,
            @Nullable String html,
            @Nullable String brief,
            @Nullable String url,
            @Nullable String icon) {}

    /// @param data JSON text
    record Sample(
            String id,
            String source,
            String type,
            @Nullable String title,
            @Nullable String body,
            String data) {}

    record Person(
            String id, @Nullable String locale, @Nullable String timeZone) {}

    /// @param locales each as a person of that locale would read it
    /// @param channels by their names; unknown ones are left out
    record Asked(Map<String, Said> words, Sample event, Person person, List<String> locales, List<String> channels) {}

    /// @param problem why there are no words
    record Seen(
            String wanted,
            String channel,
            @Nullable String locale,
            @Nullable String title,
            @Nullable String body,
            @Nullable String html,
            @Nullable String url,
            @Nullable String icon,
            @Nullable String problem) {}

    record Answer(List<Seen> items) {}

    /// One at a time, few in line, and no more of it than fits: each text is bounded, but not how many there are.
    ///
    /// @throws ResponseStatusException 429 where the line is full
    @PostMapping("/internal/preview")
    Answer preview(@RequestBody Asked asked) {
        if (!line.tryAcquire()) {
            throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS, "others are looking at previews");
        }
        oneAtATime.lock();
        try {
            return render(asked);
        } finally {
            oneAtATime.unlock();
            line.release();
        }
    }

    private static Answer render(Asked asked) {
        Budget budget = new Budget(System.nanoTime() + LONGEST.toNanos());
        RenderWords render =
                new RenderWords(new Texts(), template(asked.words()), Values.of(List.of(event(asked.event()))));
        return new Answer(asked.locales().stream()
                .takeWhile(_ -> !budget.told)
                .flatMap(locale -> asked.channels().stream()
                        .flatMap(name -> Names.parse(Channel.class, name).stream())
                        .takeWhile(_ -> !budget.told)
                        .map(channel -> budget.spend(
                                () -> seen(render, person(asked.person(), locale), channel), locale, channel)))
                .toList());
    }

    /// What one call may take.
    private static final class Budget {

        private final long until;
        private long letters;
        private boolean told;

        private Budget(long until) {
            this.until = until;
        }

        private Seen spend(Supplier<Seen> render, String locale, Channel channel) {
            if (letters > MOST_LETTERS || System.nanoTime() - until > 0) {
                told = true;
                return new Seen(
                        locale, Names.of(channel), null, null, null, null, null, null, "too much for one preview");
            }
            Seen seen = render.get();
            letters += Stream.of(seen.title(), seen.body(), seen.html(), seen.url(), seen.icon())
                    .filter(Objects::nonNull)
                    .mapToInt(String::length)
                    .sum();
            return seen;
        }
    }

    private static Seen seen(RenderWords render, Recipient person, Channel channel) {
        String wanted = String.valueOf(person.getLocale());
        String name = Names.of(channel);
        try {
            Rendered words = render.render(person, channel);
            return new Seen(
                    wanted,
                    name,
                    words.locale(),
                    words.title(),
                    words.body(),
                    words.html(),
                    words.url(),
                    words.icon(),
                    null);
        } catch (RenderException broken) {
            return new Seen(wanted, name, null, null, null, null, null, null, String.valueOf(broken.getMessage()));
        }
    }

    private static Template template(Map<String, Said> words) {
        Map<String, Words> locales = new TreeMap<>();
        words.forEach((locale, said) -> locales.put(
                locale,
                Words.newBuilder()
                        .setSubject(said.subject())
                        .setText(said.text())
                        .setHtml(said.html())
                        .setBrief(said.brief())
                        .setUrl(said.url())
                        .setIcon(said.icon())
                        .build()));
        return Template.newBuilder().setName("preview").setLocales(locales).build();
    }

    private static Event event(Sample sample) {
        return Event.newBuilder()
                .setId(sample.id())
                .setSource(sample.source())
                .setType(sample.type())
                .setTitle(sample.title())
                .setBody(sample.body())
                .setData(sample.data())
                .build();
    }

    private static Recipient person(Person person, String locale) {
        return Recipient.newBuilder()
                .setId(person.id())
                .setLocale(locale)
                .setTimeZone(person.timeZone())
                .build();
    }
}
