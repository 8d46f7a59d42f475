package dev.fanfare.standalone.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// The demo's people: the same for the same number, in several languages, some of them hard to reach.
///
/// The first is everybody's boss, the second's mailbox refuses all mail, the third's webhook answers 400.
///
/// @param count at least [#FEWEST]
record People(int count, Endpoints endpoints) {

    static final int FEWEST = 10;
    static final String BOSS = id(0);
    static final String REFUSED_MAILBOX = id(1);
    static final String BROKEN_WEBHOOK = id(2);

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> LOCALES =
            List.of("en-GB", "de-DE", "fr-FR", "en-US", "es-ES", "de-AT", "pl-PL", "fr-CA", "ja-JP", "uk-UA");
    private static final List<String> ZONES = List.of(
            "Europe/London",
            "Europe/Berlin",
            "Europe/Paris",
            "America/New_York",
            "Europe/Madrid",
            "Europe/Vienna",
            "Europe/Warsaw",
            "America/Toronto",
            "Asia/Tokyo",
            "Europe/Kyiv");
    private static final int GARDENERS = 100;

    /// Where the demo's own servers are reached.
    interface Endpoints {
        /// Of this person's webhook.
        String webhook(String person);

        /// `whsec_…`, the same for all.
        String secret();
    }

    People {
        if (count < FEWEST) {
            throw new IllegalArgumentException("must be at least " + FEWEST + ", is " + count);
        }
    }

    static String id(int number) {
        return "person-%05d".formatted(number + 1);
    }

    static String mailbox(String person) {
        return person + "@demo.example";
    }

    /// As `POST /v1/recipients` takes them: one a line.
    Stream<String> lines() {
        return IntStream.range(0, count).mapToObj(number -> JSON.writeValueAsString(person(number)) + "\n");
    }

    List<String> ids() {
        return IntStream.range(0, count).mapToObj(People::id).toList();
    }

    private Map<String, Object> person(int number) {
        String id = id(number);
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("id", id);
        person.put("locale", LOCALES.get(number % LOCALES.size()));
        person.put("timeZone", ZONES.get(number % ZONES.size()));
        person.put("audiences", audiences(number));
        if (number % 25 != 24) {
            person.put("email", List.of(mailbox(id)));
        }
        if (number % 10 == 2) {
            person.put("webhook", List.of(Map.of("url", endpoints.webhook(id), "secret", endpoints.secret())));
        }
        if (number % 20 == 6) {
            person.put("preferences", Map.of("mute", List.of("flash_sale", "email:announcement", "security_alert")));
        }
        return person;
    }

    private static List<String> audiences(int number) {
        List<String> audiences = new ArrayList<>();
        if (number < FEWEST) {
            audiences.add("role:admin");
        }
        if (number < GARDENERS) {
            audiences.add("community:gardeners");
        }
        return audiences;
    }
}
