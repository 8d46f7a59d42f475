package dev.fanfare.fanout.web;

import dev.fanfare.fanout.decide.IdsOfPerson;
import dev.fanfare.fanout.decide.PushTokens;
import dev.fanfare.fanout.people.People;
import dev.fanfare.fanout.people.PeopleView;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.PushRegistration;
import dev.fanfare.schemas.QuietHours;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.WebhookAddress;
import dev.fanfare.streams.Owners;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// Who a recipient is, and what they chose. Secrets and tokens are written and never read.
@RestController
class RecipientQueries {

    private static final String MASK = "***";
    private final Owners owners;
    private final Topics topics;

    RecipientQueries(Owners fanoutOwners, Topics topics) {
        this.owners = fanoutOwners;
        this.topics = topics;
    }

    @GetMapping("/v1/recipients/{id}")
    ResponseEntity<?> recipient(@PathVariable String id, HttpServletRequest request) {
        return answer(id, request, profile -> {
            if (profile.getRecipient() == null) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND, "id: no recipient is known as " + id);
            }
            Map<String, Object> json = json(profile.getRecipient(), profile.getRegistered());
            if (profile.getPreferences() != null) {
                json.put("preferences", json(profile.getPreferences()));
            }
            return json;
        });
    }

    @GetMapping("/v1/recipients/{id}/preferences")
    ResponseEntity<?> preferences(@PathVariable String id, HttpServletRequest request) {
        return answer(id, request, profile -> {
            if (profile.getPreferences() == null) {
                throw new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "id: nothing is stored of what " + id + " chose");
            }
            return json(profile.getPreferences());
        });
    }

    /// The ids that deliveries of an event to this person can have, with their channels.
    @GetMapping("/internal/recipients/{id}/delivery-ids")
    ResponseEntity<?> deliveryIds(@PathVariable String id, @RequestParam String event, HttpServletRequest request) {
        return answer(id, request, profile -> {
            Map<String, Object> json = new LinkedHashMap<>();
            IdsOfPerson.of(event, id, profile).forEach((delivery, channel) -> json.put(delivery, Names.of(channel)));
            return json;
        });
    }

    private ResponseEntity<?> answer(
            String id, HttpServletRequest request, Function<Profile, Map<String, Object>> json) {
        int partition = topics.partitioning().of(id);
        return owners.answer(
                People.STORE,
                partition,
                request,
                store -> ResponseEntity.ok(json.apply(new PeopleView(store).profile(id))));
    }

    private static Map<String, Object> json(Recipient recipient, List<PushRegistration> registered) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", recipient.getId());
        json.put("locale", recipient.getLocale());
        json.put("timeZone", recipient.getTimeZone());
        json.put("audiences", recipient.getAudiences());
        json.put("email", recipient.getEmail());
        json.put("phone", recipient.getPhone());
        json.put(
                "push",
                PushTokens.of(recipient, registered)
                        .map(push -> Map.of("provider", push.getProvider(), "token", MASK))
                        .toList());
        json.put(
                "webhook",
                recipient.getWebhook().stream().map(RecipientQueries::json).toList());
        json.values().removeIf(value -> value == null || value.equals(List.of()));
        return json;
    }

    private static Map<String, Object> json(WebhookAddress webhook) {
        return Map.of(
                "url", webhook.getUrl(),
                "secrets", webhook.getSecrets().stream().map(_ -> MASK).toList());
    }

    private static Map<String, Object> json(Preferences preferences) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("mute", preferences.getMute());
        QuietHours quiet = preferences.getQuiet();
        if (quiet != null) {
            json.put("quiet", Map.of("from", quiet.getFrom(), "to", quiet.getTo()));
        }
        return json;
    }
}
