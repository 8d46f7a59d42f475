package dev.fanfare.fanout.decide;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Topics;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which deliveries of an event a person could have, by the addresses of now: so one that only its id is kept of can
/// be told apart.
public final class IdsOfPerson {

    private IdsOfPerson() {}

    public static Map<String, Channel> of(String event, String id, Profile profile) {
        Map<String, Channel> ids = new LinkedHashMap<>();
        Recipient person = Decide.person(id, profile);
        for (Channel channel : Topics.CHANNELS) {
            ids.put(DeliveryId.of(event, id, channel, ""), channel);
            if (person != null) {
                Addresses.of(channel, person, profile)
                        .forEach(tell -> ids.put(DeliveryId.of(event, id, channel, tell.address()), channel));
            }
        }
        return ids;
    }
}
