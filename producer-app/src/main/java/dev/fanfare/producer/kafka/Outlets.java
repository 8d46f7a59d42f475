package dev.fanfare.producer.kafka;

import dev.fanfare.schemas.AuditEntry;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.EventControl;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Membership;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.PushAddress;
import dev.fanfare.schemas.PushRegistration;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.ReplayMessage;
import dev.fanfare.schemas.ReplayStopped;
import dev.fanfare.schemas.RetryNow;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.Suppression;
import dev.fanfare.schemas.SuppressionReason;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;

/// All that the front door writes, through one producer.
public record Outlets(
        Outlet<Event> express,
        Outlet<Event> standard,
        Outlet<Recipient> recipients,
        Outlet<Preferences> preferences,
        Outlet<Membership> memberships,
        Outlet<Suppression> suppressions,
        Outlet<PushRegistration> pushTokens,
        Outlet<OutcomeMessage> outcomes,
        Outlet<Rule> rules,
        Outlet<Template> templates,
        Outlet<AuditEntry> audit,
        Outlet<EventCommand> commands,
        Outlet<Control> controls,
        Outlet<DeliveryCommand> deliveryCommands,
        Outlet<ReplayMessage> replays,
        Map<Channel, Outlet<DeadLetter>> letters) {

    private static final int AT_A_TIME = 3;

    public static Outlets through(Producer<String, byte[]> producer, Topics topics, Codecs codecs) {
        Maker maker = new Maker(producer, codecs);
        return new Outlets(
                maker.make(topics.events(Lane.EXPRESS), Event.class),
                maker.make(topics.events(Lane.STANDARD), Event.class),
                maker.make(topics.recipients(), Recipient.class),
                maker.make(topics.preferences(), Preferences.class),
                maker.make(topics.memberships(), Membership.class),
                maker.make(topics.suppressions(), Suppression.class),
                maker.make(topics.pushTokens(), PushRegistration.class),
                maker.make(topics.outcomes(), OutcomeMessage.class),
                maker.make(topics.rules(), Rule.class),
                maker.make(topics.templates(), Template.class),
                maker.make(topics.audit(), AuditEntry.class),
                maker.make(topics.commands(), EventCommand.class),
                maker.make(topics.controls(), Control.class),
                maker.make(topics.deliveryCommands(), DeliveryCommand.class),
                maker.make(topics.replays(), ReplayMessage.class),
                Topics.CHANNELS.stream()
                        .filter(Topics::hasProvider)
                        .collect(Collectors.toUnmodifiableMap(
                                channel -> channel,
                                channel -> maker.make(topics.deadLetters(channel), DeadLetter.class))));
    }

    /// What a channel gave up; of one with a provider.
    public Outlet<DeadLetter> letters(Channel channel) {
        return Objects.requireNonNull(letters.get(channel), () -> channel + " gives nothing up");
    }

    public Outlet<Event> events(Lane lane) {
        return lane == Lane.EXPRESS ? express : standard;
    }

    /// Whether [#prepare] has gone well.
    boolean isPrepared() {
        return letters.values().stream().allMatch(Outlet::isPrepared);
    }

    /// With the smallest record of each kind; throws where Kafka or the registry is away.
    void prepare() {
        samples().forEach(Sample::prepare);
    }

    /// Once one topic answers all may be written to: what is sent to one that does not fails by itself. Throws where
    /// none does of a few, others each time: each may take as long as a send may.
    void prepareAny() {
        RuntimeException away = new IllegalStateException("there is no topic");
        List<Sample<?>> samples = new ArrayList<>(samples());
        Collections.shuffle(samples);
        for (Sample<?> sample : samples.subList(0, AT_A_TIME)) {
            try {
                sample.prepare();
                samples.forEach(each -> each.outlet().open());
                return;
            } catch (RuntimeException failed) {
                away = failed;
            }
        }
        throw away;
    }

    private record Sample<T extends SpecificRecord>(Outlet<T> outlet, T smallest) {
        void prepare() {
            outlet.prepare(smallest);
        }
    }

    private List<Sample<?>> samples() {
        Event event = Event.newBuilder().setId("").setSource("").setType("").build();
        Suppression suppression =
                new Suppression("", Channel.EMAIL, "", null, SuppressionReason.OTHER, null, Instant.EPOCH);
        Outcome outcome = Outcome.newBuilder()
                .setDelivery("")
                .setEvent("")
                .setType("")
                .setRecipient("")
                .setChannel(Channel.EMAIL)
                .setLane(Lane.STANDARD)
                .setState(State.DEAD)
                .setAcceptedAt(Instant.EPOCH)
                .setAt(Instant.EPOCH)
                .build();
        Rule rule = Rule.newBuilder()
                .setType("")
                .setTemplate("")
                .setChannels(List.of(Channel.EMAIL))
                .build();
        Steering cancelled = new Steering(true, false, null, null, Instant.EPOCH, null, null, null);
        List<Sample<?>> all = new ArrayList<>(List.of(
                new Sample<>(express, event),
                new Sample<>(standard, event),
                new Sample<>(recipients, Recipient.newBuilder().setId("").build()),
                new Sample<>(
                        preferences, Preferences.newBuilder().setRecipient("").build()),
                new Sample<>(
                        memberships,
                        Membership.newBuilder().setRecipient("").setAudience("").build()),
                new Sample<>(suppressions, suppression),
                new Sample<>(
                        pushTokens,
                        new PushRegistration("", new PushAddress("", "", null, null), false, Instant.EPOCH)),
                new Sample<>(outcomes, new OutcomeMessage(outcome)),
                new Sample<>(rules, rule),
                new Sample<>(
                        templates,
                        Template.newBuilder().setName("").setLocales(Map.of()).build()),
                new Sample<>(audit, new AuditEntry(Instant.EPOCH, "", "", "", null)),
                new Sample<>(commands, new EventCommand("", CommandKind.CANCEL, Instant.EPOCH, null, null, null)),
                new Sample<>(controls, new Control(new EventControl("", cancelled))),
                new Sample<>(deliveryCommands, new DeliveryCommand(new RetryNow("", "", Instant.EPOCH))),
                new Sample<>(replays, new ReplayMessage(new ReplayStopped("", "", Instant.EPOCH)))));
        letters.forEach((channel, outlet) -> all.add(new Sample<>(outlet, letter(channel))));
        return all;
    }

    private static DeadLetter letter(Channel channel) {
        return DeadLetter.newBuilder()
                .setDelivery(Delivery.newBuilder()
                        .setId("")
                        .setRecipient("")
                        .setAddress("")
                        .setEvent("")
                        .setType("")
                        .setChannel(channel)
                        .setLane(Lane.STANDARD)
                        .setPriority(Priority.NORMAL)
                        .setLocale("")
                        .setTimestamp(Instant.EPOCH)
                        .setAcceptedAt(Instant.EPOCH)
                        .build())
                .setReason(Reason.OTHER)
                .setError("")
                .setAttempts(0)
                .setAt(Instant.EPOCH)
                .build();
    }

    private record Maker(Producer<String, byte[]> producer, Codecs codecs) {
        <T extends SpecificRecord> Outlet<T> make(Topic topic, Class<T> type) {
            return new Outlet<>(topic, codecs.of(topic, type), producer);
        }
    }
}
