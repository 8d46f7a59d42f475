package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.fanout.admit.ForeseeEvent.Foreseen;
import dev.fanfare.fanout.expand.ForeseenPeople;
import dev.fanfare.schemas.CapRule;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Recipient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What an event would come to is what it comes to, and foreseeing it changes nothing.
class ForeseeTest {

    private final FanoutScenario fanfare = new FanoutScenario().template("words", "Hello {{data.what}}", "t");

    @Test
    void what_is_foreseen_is_what_happens() {
        fanfare.person("ada", "all")
                .person("alan", "all")
                .person("grace", "all")
                .person(Recipient.newBuilder().setId("nemo").setAudiences(List.of("all")));
        fanfare.mute("alan", "email:greeting").quiet("grace", "00:00", "23:00");
        fanfare.rule(ruleFor("greeting")
                .setChannels(List.of(Channel.EMAIL, Channel.IN_APP))
                .setAudiences(List.of("all"))
                .setRecipients("stranger"));

        ForeseenPeople.Sum people = fanfare.foreseePeople(greeting("1"));
        fanfare.publish(greeting("1"));

        assertThat(people.recipients()).isEqualTo(5);
        assertThat(people.complete()).isTrue();
        assertThat(people.channels()).isEqualTo(happened());
        assertThat(people.reasons())
                .containsOnly(
                        Map.entry("muted", 1L),
                        Map.entry("no-address", 1L),
                        Map.entry("quiet", 1L),
                        Map.entry("unknown-recipient", 2L));
    }

    @Test
    void the_first_are_shown_with_their_words() {
        fanfare.person("ada");
        fanfare.rule(ruleFor("greeting").setRecipients("ada"));

        assertThat(fanfare.foreseePeople(greeting("1").setData("{\"what\":\"world\"}"))
                        .first())
                .singleElement()
                .satisfies(person -> {
                    assertThat(person.recipient()).isEqualTo("ada");
                    assertThat(person.deliveries().getFirst().title()).isEqualTo("Hello world");
                });
    }

    @Test
    void twenty_are_shown_and_all_are_counted() {
        for (int n = 10; n < 60; n++) {
            fanfare.person("person-" + n, "all");
        }
        fanfare.rule(ruleFor("greeting").setAudiences(List.of("all")));

        ForeseenPeople.Sum people = fanfare.foreseePeople(greeting("1"));

        assertThat(people.recipients()).isEqualTo(50);
        assertThat(people.first()).hasSize(20);
        assertThat(people.first().getLast().recipient()).isEqualTo("person-29");
    }

    @Test
    void foreseeing_uses_up_nothing() {
        fanfare.person("ada");
        fanfare.rule(ruleFor("greeting").setRecipients("ada").setCap(new CapRule(1, "PT1H", "skip", null)));

        for (int n = 0; n < 3; n++) {
            assertThat(fanfare.foreseePeople(greeting("1")).channels())
                    .isEqualTo(Map.of("in-app", Map.of("QUEUED", 1L)));
        }
        fanfare.publish(greeting("1"));
        assertThat(fanfare.told(Channel.IN_APP)).containsExactly("ada");
        assertThat(fanfare.foreseePeople(greeting("2")).reasons()).isEqualTo(Map.of("capped", 1L));
    }

    @Test
    void what_would_be_told_to_nobody_says_why() {
        assertThat(fanfare.foresee(greeting("1")))
                .isInstanceOfSatisfying(
                        Foreseen.Ends.class, ends -> assertThat(ends.state()).isEqualTo("UNMATCHED"));
        fanfare.rule(ruleFor("greeting").setTemplate("none").setRecipients("ada"));
        assertThat(fanfare.foresee(greeting("1")))
                .isInstanceOfSatisfying(
                        Foreseen.Ends.class, ends -> assertThat(ends.reason()).isEqualTo("no-template"));
    }

    private static Event.Builder greeting(String id) {
        return event("greeting").setId(id);
    }

    private Map<String, Map<String, Long>> happened() {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        fanfare.chunks().stream().flatMap(chunk -> chunk.getEntries().stream()).forEach(entry -> counts.computeIfAbsent(
                        Names.of(entry.getChannel()), _ -> new TreeMap<>())
                .merge(entry.getState().name(), 1L, Long::sum));
        return counts;
    }

    @AfterEach
    void close() {
        fanfare.close();
    }
}
