package dev.fanfare.fanout;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.InboxAction;
import dev.fanfare.schemas.InboxActionKind;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Membership;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.PushAddress;
import dev.fanfare.schemas.PushRegistration;
import dev.fanfare.schemas.QuietHours;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.Suppression;
import dev.fanfare.schemas.SuppressionReason;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// The fan-out in virtual time, on one partition: what is said goes in, who is told comes out.
final class FanoutScenario extends FanoutOutput {

    static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    FanoutScenario() {
        this(new FanoutSettings(10, 1_000, 1, Duration.ofSeconds(60)));
    }

    FanoutScenario(FanoutSettings settings) {
        this(settings, Long.MAX_VALUE);
    }

    /// @param detailLimit people of one event whose deliveries are told one by one
    FanoutScenario(FanoutSettings settings, long detailLimit) {
        super(settings, detailLimit);
    }

    /// A clock that is set back between any two readings.
    FanoutScenario clockStepsBack(Duration step) {
        stepBack = step;
        return this;
    }

    /// The time that what comes now was written at, without the wall clock's running.
    FanoutScenario writtenAt(Instant time) {
        now = time;
        return this;
    }

    FanoutScenario rule(Rule.Builder rule) {
        Rule built = rule.build();
        put(topics.rules(), built.getType(), built, Rule.class);
        return this;
    }

    FanoutScenario template(String name, Map<String, Words> locales) {
        put(topics.templates(), name, new Template(name, 1L, locales), Template.class);
        return this;
    }

    FanoutScenario template(String name, String subject, String text) {
        return template(name, Map.of("en", words(subject, text)));
    }

    static Words words(String subject, String text) {
        return new Words(subject, text, null, null, null, null);
    }

    static Rule.Builder ruleFor(String type) {
        return Rule.newBuilder()
                .setType(type)
                .setChannels(List.of(Channel.IN_APP))
                .setTemplate("words");
    }

    FanoutScenario person(String id, String... audiences) {
        return person(Recipient.newBuilder()
                .setId(id)
                .setEmail(List.of(id + "@example.org"))
                .setAudiences(List.of(audiences)));
    }

    FanoutScenario person(Recipient.Builder recipient) {
        Recipient built = recipient.build();
        put(topics.recipients(), built.getId(), built, Recipient.class);
        return this;
    }

    FanoutScenario erase(String id) {
        put(topics.recipients(), id, null, Recipient.class);
        return this;
    }

    FanoutScenario mute(String id, String... patterns) {
        put(topics.preferences(), id, new Preferences(id, List.of(patterns), null), Preferences.class);
        return this;
    }

    /// In the person's time zone.
    FanoutScenario quiet(String id, String from, String to) {
        Preferences quiet = new Preferences(id, List.of(), new QuietHours(from, to));
        put(topics.preferences(), id, quiet, Preferences.class);
        return this;
    }

    /// @param quiet as `22:00-07:00`; empty for none
    FanoutScenario prefers(String id, List<String> mutes, String quiet) {
        String[] hours = quiet.split("-");
        Preferences chosen = new Preferences(id, mutes, quiet.isEmpty() ? null : new QuietHours(hours[0], hours[1]));
        put(topics.preferences(), id, chosen, Preferences.class);
        return this;
    }

    FanoutScenario unmute(String id) {
        put(topics.preferences(), id, null, Preferences.class);
        return this;
    }

    FanoutScenario member(String id, String audience) {
        put(topics.memberships(), Topics.membershipKey(id, audience), new Membership(id, audience), Membership.class);
        return this;
    }

    FanoutScenario leaves(String id, String audience) {
        put(topics.memberships(), Topics.membershipKey(id, audience), null, Membership.class);
        return this;
    }

    FanoutScenario suppress(String id, Channel channel, String address) {
        Suppression suppression = Suppression.newBuilder()
                .setRecipient(id)
                .setChannel(channel)
                .setAddress(address)
                .setReason(SuppressionReason.BOUNCED)
                .setAt(now)
                .build();
        put(topics.suppressions(), Topics.suppressionKey(suppression), suppression, Suppression.class);
        return this;
    }

    /// By the link in a mail.
    FanoutScenario unsubscribe(String id, String type) {
        Suppression suppression = Suppression.newBuilder()
                .setRecipient(id)
                .setChannel(Channel.EMAIL)
                .setAddress("")
                .setType(type)
                .setReason(SuppressionReason.UNSUBSCRIBED)
                .setAt(now)
                .build();
        put(topics.suppressions(), Topics.suppressionKey(suppression), suppression, Suppression.class);
        return this;
    }

    FanoutScenario lift(String id, Channel channel, String address) {
        put(topics.suppressions(), Topics.suppressionKey(id, channel, address), null, Suppression.class);
        return this;
    }

    /// @param left whether the phone leaves rather than comes
    FanoutScenario register(String id, String token, boolean left) {
        PushAddress phone = new PushAddress("fcm", token, null, null);
        put(
                topics.pushTokens(),
                Topics.pushTokenKey(id, token),
                new PushRegistration(id, phone, left, now),
                PushRegistration.class);
        return this;
    }

    static Event.Builder event(String type) {
        return Event.newBuilder().setId("1").setSource("/test").setType(type);
    }

    static String keyOf(Event.Builder event) {
        return EventKey.of(event.getSource(), event.getId());
    }

    FanoutScenario publish(Event.Builder event) {
        Event built = event.build();
        put(topics.events(Lane.STANDARD), EventKey.of(built.getSource(), built.getId()), built, Event.class);
        return this;
    }

    FanoutScenario publish(Event.Builder event, String traceparent) {
        Event built = event.build();
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        RecordHeaders.put(headers, RecordHeaders.TRACEPARENT, traceparent);
        Topic topic = topics.events(Lane.STANDARD);
        write(topic, "any", codecs.of(topic, Event.class).encode(built), headers);
        return this;
    }

    /// A record on an events topic that somebody else wrote, without a key.
    FanoutScenario comes(Headers headers, byte @Nullable [] value) {
        write(topics.events(Lane.STANDARD), null, value, headers);
        return this;
    }

    FanoutScenario raw(Topic topic, String key, byte @Nullable [] bytes) {
        write(topic, key, bytes, new org.apache.kafka.common.header.internals.RecordHeaders());
        return this;
    }

    FanoutScenario command(CommandKind kind, String key, Instant at) {
        return command(new EventCommand(key, kind, at, null, null, null));
    }

    FanoutScenario command(CommandKind kind, Event.Builder event) {
        return command(kind, keyOf(event), now);
    }

    FanoutScenario command(EventCommand command) {
        put(topics.commands(), command.getEvent(), command, EventCommand.class);
        return this;
    }

    /// What is asked of deliveries; here there is one partition.
    FanoutScenario deliveryCommand(DeliveryCommand command) {
        put(topics.deliveryCommands(), "any", command, DeliveryCommand.class);
        return this;
    }

    /// What a person did in the inbox.
    FanoutScenario inInbox(String recipient, InboxActionKind kind, String delivery) {
        return inInbox(recipient, kind, delivery, now);
    }

    FanoutScenario inInbox(String recipient, InboxActionKind kind, String delivery, Instant at) {
        InboxAction action = new InboxAction(recipient, kind, delivery, at);
        put(topics.inboxActions(), recipient, action, InboxAction.class);
        return this;
    }

    /// A look at a channel's bulk lane: how far it has come, and where the lane ends.
    FanoutScenario bulkLane(Channel channel, long committed, long end) {
        paces.look(channel, 0, committed, end);
        return this;
    }

    /// Lets the wall clock run, so that every turn that is due is taken.
    FanoutScenario pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
        return this;
    }

    /// A while in which every slice that may has many turns.
    FanoutScenario work() {
        pass(Duration.ofMillis(250));
        for (int turn = 0; turn < 200; turn++) {
            pass(Duration.ofMillis(1));
        }
        return this;
    }

    /// Takes turns until a slice's last chunk has come.
    FanoutScenario untilExpanded() {
        for (int turns = 0; turns < 100_000 && chunks().stream().noneMatch(Chunk::getLast); turns++) {
            pass(Duration.ofMillis(1));
        }
        return this;
    }

    /// A channel defers a delivery, as the delivery's own record says.
    FanoutScenario defer(Delivery delivery, int nextAttempt, Instant notBefore) {
        return defer(
                delivery,
                Map.of(
                        RecordHeaders.ATTEMPT,
                        String.valueOf(nextAttempt),
                        RecordHeaders.MAX_ATTEMPTS,
                        "5",
                        RecordHeaders.NOT_BEFORE,
                        String.valueOf(notBefore.toEpochMilli()),
                        RecordHeaders.FIRST_FAILURE,
                        "503 at first",
                        RecordHeaders.TRACEPARENT,
                        TRACE));
    }

    FanoutScenario defer(Delivery delivery, Map<String, String> headers) {
        Topic topic = topics.retry(delivery.getChannel());
        Headers set = new org.apache.kafka.common.header.internals.RecordHeaders();
        headers.forEach((name, value) -> RecordHeaders.put(set, name, value));
        write(topic, delivery.getRecipient(), encoded(delivery), set);
        return this;
    }
}
