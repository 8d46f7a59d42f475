package dev.fanfare.standalone.system.github;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.system.github.expected.Crowd;
import dev.fanfare.standalone.system.github.expected.Facts;
import dev.fanfare.standalone.system.github.expected.Person;
import dev.fanfare.standalone.system.github.expected.Told;
import dev.fanfare.standalone.system.guarantees.CountsAddUp;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// GitHub's events go in by the command line, and come out as mail, signed webhook and inbox entry for whoever must
/// know.
class GitHubEventsIT {

    private static final int WATCHERS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final List<Path> files = GitHubFiles.ofEvents();
    private final List<JsonNode> events = GitHubFiles.events(files);
    private final Collection<Person> crowd = Crowd.around(events, WATCHERS);
    private final List<Told> expected = Told.of(events, crowd);

    @TempDir
    private Path data;

    @Test
    @DisplayName(
            "S0-07, S0-10, S0-17, S0-25, S1-02, S1-05, S2-03, S2-04, S2-29, S3-12, S3-15, S4-05: real events reach everyone whom a rule names, in their language, on each channel")
    void real_events_reach_everyone_whom_a_rule_names() {
        try (PostOffice post = new PostOffice();
                Hooks hooks = new Hooks(crowd);
                PipelineProcess fanfare = PipelineProcess.withItsOwnBroker("github", data, post.settings())) {
            fanfare.start();
            try (FrontDoor door = fanfare.frontDoor()) {
                prepare(door, hooks);
                files.forEach(fanfare::send);
                List<JsonNode> statuses = statuses(door);
                List<Arrival> mails = post.mails();
                List<Arrival> taken = hooks.taken();
                List<Arrival> entries =
                        crowd.stream().flatMap(person -> inbox(door, person)).toList();

                System.out.printf(
                        "%d events, %d people: %d mails, %d webhooks, %d inbox entries%n",
                        events.size(), crowd.size(), mails.size(), taken.size(), entries.size());
                assertThat(hooks.refused())
                        .as("webhooks that the verifier refused")
                        .isEmpty();
                Arrival.assertSame(
                        "mails", mails, expected.stream().map(Arrival::ofMail).toList());
                Arrival.assertSame(
                        "webhooks",
                        taken,
                        expected.stream()
                                .filter(told -> told.person().hooked())
                                .map(Arrival::ofPerson)
                                .toList());
                Arrival.assertSame(
                        "inbox entries",
                        entries,
                        expected.stream().map(Arrival::ofPerson).toList());
                assertThat(delivered(statuses))
                        .isEqualTo(Map.of("email", mails.size(), "webhook", taken.size(), "in-app", entries.size()));
            }
        }
    }

    private void prepare(FrontDoor door, Hooks hooks) {
        GitHubFiles.templates().forEach((name, json) -> door.put("/v1/templates/" + name, json));
        GitHubFiles.rules().forEach((type, json) -> door.put("/v1/rules/" + type, json));
        door.recipients(crowd.stream().map(person -> line(person, hooks)).toList());
        crowd.stream()
                .flatMap(person -> person.repositories().stream())
                .distinct()
                .forEach(repository -> assertThat(
                                door.all("/v1/audiences/" + FrontDoor.encoded("repo:" + repository) + "/members"))
                        .hasSize((int) crowd.stream()
                                .filter(person -> person.repositories().contains(repository))
                                .count()));
    }

    private List<JsonNode> statuses(FrontDoor door) {
        List<JsonNode> statuses = events.stream()
                .map(event -> door.statusOf(Facts.key(event), PATIENCE))
                .toList();
        statuses.forEach(CountsAddUp::inEachChannelOf);
        assertThat(statuses)
                .filteredOn(status -> !status.path("state").asString().equals("DONE"))
                .isEmpty();
        return statuses;
    }

    private static String line(Person person, Hooks hooks) {
        ObjectNode line = FrontDoor.JSON.createObjectNode().put("id", person.id());
        if (person.locale() != null) {
            line.put("locale", person.locale());
        }
        line.putArray("email").add(person.mailbox());
        var audiences = line.putArray("audiences");
        person.repositories().forEach(repository -> audiences.add("repo:" + repository));
        if (person.hooked()) {
            line.putArray("webhook").addObject().put("url", hooks.urlOf(person)).put("secret", person.secret());
        }
        return line.toString();
    }

    private static Stream<Arrival> inbox(FrontDoor door, Person person) {
        return door.all("/v1/recipients/" + FrontDoor.encoded(person.id()) + "/inbox?limit=100").stream()
                .map(entry -> new Arrival(
                        entry.path("event").asString(),
                        person.id(),
                        entry.path("title").asString()));
    }

    private static Map<String, Integer> delivered(List<JsonNode> statuses) {
        return Stream.of("email", "webhook", "in-app").collect(toMap(channel -> channel, channel -> statuses.stream()
                .mapToInt(status ->
                        status.path("channels").path(channel).path("delivered").asInt())
                .sum()));
    }
}
