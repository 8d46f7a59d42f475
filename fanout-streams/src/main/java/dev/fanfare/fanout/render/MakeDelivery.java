package dev.fanfare.fanout.render;

import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.decide.Quiet;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Slice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Puts one delivery together.
public final class MakeDelivery {

    private MakeDelivery() {}

    /// @param id its own
    public static Delivery of(Slice slice, String id, String recipient, Tell tell, Lane lane, Rendered words) {
        Event event = slice.getEvent();
        Delivery delivery = new Delivery();
        delivery.setId(id);
        delivery.setRecipient(recipient);
        delivery.setAddress(tell.address());
        delivery.setSecrets(tell.secrets());
        delivery.setEvent(slice.getKey());
        delivery.setType(event.getType());
        delivery.setChannel(tell.channel());
        delivery.setLane(lane);
        delivery.setPriority(slice.getPriority());
        delivery.setLocale(words.locale());
        say(words, delivery);
        delivery.setData(data(event, tell.channel()));
        delivery.setTimestamp(event.getTime() == null ? acceptedAt(slice) : event.getTime());
        delivery.setAcceptedAt(acceptedAt(slice));
        delivery.setEventAcceptedAt(slice.getReleasedAt() == null ? null : slice.getAcceptedAt());
        delivery.setExpiresAt(slice.getExpiresAt());
        delivery.setAutoDismiss(event.getAutoDismiss());
        delivery.setCorrelationId(event.getCorrelationId());
        delivery.setEntityType(event.getEntityType());
        delivery.setEntityId(event.getEntityId());
        delivery.setMandatory(slice.getMandatory());
        delivery.setQuiet(quiet(slice, tell.channel()));
        return delivery;
    }

    private static @Nullable String quiet(Slice slice, Channel channel) {
        return Quiet.concerns(channel) ? Quiet.of(slice.getQuiet(), slice.getPriority(), slice.getMandatory()) : null;
    }

    /// From when on it could be told: what it takes from then is counted, not what its event waited before.
    public static Instant acceptedAt(Slice slice) {
        return slice.getReleasedAt() == null ? slice.getAcceptedAt() : slice.getReleasedAt();
    }

    /// Its words; the locale does not belong to them, since they follow from it.
    public static void say(Rendered words, Delivery delivery) {
        delivery.setTitle(words.title());
        delivery.setBody(words.body());
        delivery.setHtml(words.html());
        delivery.setUrl(words.url());
        delivery.setIcon(words.icon());
    }

    private static @Nullable String data(Event event, Channel channel) {
        return switch (channel) {
            case WEBHOOK, IN_APP, WEBSOCKET, PUSH -> event.getData();
            case EMAIL, SMS -> null;
        };
    }
}
