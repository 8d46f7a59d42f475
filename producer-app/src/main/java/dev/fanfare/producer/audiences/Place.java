package dev.fanfare.producer.audiences;

import dev.fanfare.producer.http.Refused;
import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.peers.AskPeople;
import dev.fanfare.producer.people.AudienceName;
import dev.fanfare.schemas.Membership;
import dev.fanfare.schemas.Topics;
import java.util.Map;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/// One person's place in one audience.
record Place(String recipient, String audience) {

    Place {
        AudienceName.require(MemberRoutes.AUDIENCE, audience);
    }

    Message<Membership> taken() {
        return new Message<>(recipient, key(), new Membership(recipient, audience), Map.of());
    }

    Message<Membership> left() {
        return Message.deletion(recipient, key());
    }

    /// Refuses with 409 where the person's profile names the audience.
    void requireNotInProfile(AskPeople people) {
        boolean named = people.recipient(recipient).stream()
                .flatMap(profile -> profile.path("audiences").values().stream())
                .map(JsonNode::asString)
                .anyMatch(audience::equals);
        if (named) {
            throw Refused.about(
                    HttpStatus.CONFLICT,
                    MemberRoutes.ID,
                    recipient + " is in " + audience + " by the profile: change the profile's audiences");
        }
    }

    private String key() {
        return Topics.membershipKey(recipient, audience);
    }
}
