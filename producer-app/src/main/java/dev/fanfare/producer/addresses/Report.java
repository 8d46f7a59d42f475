package dev.fanfare.producer.addresses;

import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.kafka.Pending;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.DeliveryHeard;
import dev.fanfare.schemas.DeliveryRead;
import dev.fanfare.schemas.Heard;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Suppression;
import dev.fanfare.schemas.SuppressionReason;
import dev.fanfare.schemas.ToldDelivery;
import dev.fanfare.schemas.Topics;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Writes what a provider says later of what it had taken.
record Report(Outlets outlets, InstantSource clock) {

    private static final int LONGEST = 500;

    /// It did not arrive after all: it ends dead, with a letter that says why. Its words are gone with its delivery.
    ///
    /// @param category `errorCategory`
    List<Pending> failed(ToldDelivery told, String provider, String category, String why) {
        return List.of(letter(told, provider, category, why), outcome(told, provider, category, why));
    }

    private Pending letter(ToldDelivery told, String provider, String category, String why) {
        Delivery delivery = Delivery.newBuilder()
                .setId(told.delivery())
                .setRecipient(told.recipient())
                .setAddress("")
                .setEvent(told.event())
                .setType(told.type())
                .setChannel(told.channel())
                .setLane(told.lane())
                .setPriority(Priority.NORMAL)
                .setLocale("")
                .setTimestamp(told.acceptedAt())
                .setAcceptedAt(told.acceptedAt())
                .setReplay(told.replay())
                .build();
        DeadLetter letter = DeadLetter.newBuilder()
                .setDelivery(delivery)
                .setReason(Reason.REJECTED)
                .setError(shortened(why))
                .setErrorCategory(category)
                .setProvider(provider)
                .setAttempts(1)
                .setAt(clock.instant())
                .build();
        return outlets.letters(told.channel()).send(Message.of(told.recipient(), letter));
    }

    private Pending outcome(ToldDelivery told, String provider, String category, String why) {
        Outcome outcome = Outcome.newBuilder()
                .setDelivery(told.delivery())
                .setEvent(told.event())
                .setType(told.type())
                .setRecipient(told.recipient())
                .setChannel(told.channel())
                .setLane(told.lane())
                .setState(State.DEAD)
                .setReason(Reason.REJECTED)
                .setReplay(told.replay())
                .setError(shortened(why))
                .setErrorCategory(category)
                .setProvider(provider)
                .setAcceptedAt(told.acceptedAt())
                .setAt(clock.instant())
                .setAfterwards(true)
                .build();
        return outlets.outcomes().send(Message.of(told.recipient(), new OutcomeMessage(outcome)));
    }

    /// It was read: steps that wait for that are not told, and tracking notes when.
    List<Pending> read(ToldDelivery told) {
        var heard = new DeliveryHeard(told.delivery(), told.event(), told.recipient(), Heard.READ, clock.instant());
        var noted = new DeliveryRead(
                told.delivery(), told.recipient(), told.channel(), told.type(), told.acceptedAt(), clock.instant());
        return List.of(
                outlets.deliveryCommands()
                        .send(new Message<>(told.recipient(), told.delivery(), new DeliveryCommand(heard), Map.of())),
                outlets.outcomes().send(Message.of(told.recipient(), new OutcomeMessage(noted))));
    }

    /// Nothing more is told there.
    Pending suppress(String recipient, Channel channel, String address, SuppressionReason reason, String why) {
        return suppress(new Suppression(recipient, channel, address, null, reason, shortened(why), clock.instant()));
    }

    /// Nothing more of this type is told, of what is on its way.
    Pending unsubscribe(String recipient, String type) {
        return suppress(new Suppression(
                recipient, Channel.EMAIL, "", type, SuppressionReason.UNSUBSCRIBED, null, clock.instant()));
    }

    private Pending suppress(Suppression suppression) {
        String key = Topics.suppressionKey(suppression);
        return outlets.suppressions().send(new Message<>(suppression.getRecipient(), key, suppression, Map.of()));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
