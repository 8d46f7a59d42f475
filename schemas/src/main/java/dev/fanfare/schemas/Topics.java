package dev.fanfare.schemas;

import dev.fanfare.schemas.Topic.Kept;
import dev.fanfare.schemas.Topic.PartitionedBy;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/// The catalogue: every topic of the pipeline, and the only place with topic names.
///
/// @param prefix what each name begins with, for example `fanfare.`
/// @param retention how long records are kept once nobody needs them
public record Topics(String prefix, Partitioning partitioning, Retention retention) {

    /// The prefix unless `fanfare.topic-prefix` says otherwise.
    public static final String DEFAULT_PREFIX = "fanfare.";

    /// Who finds out who is told, by the name of its group.
    public static final String FANOUT = "fanout";

    /// Who keeps what became of it.
    public static final String TRACK = "track";

    /// The channels that this version delivers on.
    public static final List<Channel> CHANNELS =
            List.of(Channel.EMAIL, Channel.SMS, Channel.PUSH, Channel.WEBHOOK, Channel.WEBSOCKET, Channel.IN_APP);

    /// Those that an event goes to that names none: what is gone in a moment is told only where it is asked for.
    public static final List<Channel> UNLESS_NAMED =
            CHANNELS.stream().filter(channel -> channel != Channel.WEBSOCKET).toList();

    private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,80}");
    private static final Schema BYTES = Schema.create(Schema.Type.BYTES);
    private static final Schema STRING = Schema.create(Schema.Type.STRING);

    public Topics {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "fanfare.topic-prefix: must be up to 80 letters, digits or ._-, is '" + prefix + "'");
        }
    }

    /// With the usual retention.
    public Topics(String prefix, Partitioning partitioning) {
        this(prefix, partitioning, Retention.DEFAULT);
    }

    /// Events of this lane; bulk is decided behind the door, so its events are standard ones.
    public Topic events(Lane lane) {
        return topic("events." + door(lane), Event.getClassSchema(), PartitionedBy.EVENT_KEY, eventsWorkedOff());
    }

    /// What could not be read or admitted, as it came.
    public Topic eventsDlt() {
        return topic("events.dlt", BYTES, PartitionedBy.ORIGIN, new Kept.For(retention.eventsDlt()));
    }

    /// What is asked of events.
    public Topic commands() {
        return topic("commands", EventCommand.getClassSchema(), PartitionedBy.EVENT_KEY, deliveriesWorkedOff());
    }

    /// What is asked of deliveries, and of each partition's part in a replay.
    public Topic deliveryCommands() {
        return topic(
                "delivery-commands", DeliveryCommand.getClassSchema(), PartitionedBy.RECIPIENT, deliveriesWorkedOff());
    }

    /// Replays as they are asked for, and how far each partition has come with them.
    public Topic replays() {
        return new Topic(
                prefix + "replays", ReplayMessage.getClassSchema(), PartitionedBy.NOTHING, 1, deliveriesWorkedOff());
    }

    /// What holds of events wherever their deliveries are, and of providers; read whole by every instance of every
    /// channel.
    public Topic controls() {
        return single("controls", Control.getClassSchema());
    }

    public Topic recipients() {
        return topic("recipients", Recipient.getClassSchema(), PartitionedBy.RECIPIENT, new Kept.Compacted());
    }

    public Topic preferences() {
        return topic("preferences", Preferences.getClassSchema(), PartitionedBy.RECIPIENT, new Kept.Compacted());
    }

    /// Keyed by [#membershipKey].
    public Topic memberships() {
        return topic("memberships", Membership.getClassSchema(), PartitionedBy.RECIPIENT, new Kept.Compacted());
    }

    /// Addresses that are told nothing more; keyed by [#suppressionKey]. Read whole by the channels.
    public Topic suppressions() {
        return topic("suppressions", Suppression.getClassSchema(), PartitionedBy.RECIPIENT, new Kept.Compacted());
    }

    /// Phones and browsers that registered or left by a call; keyed by recipient, line feed, token.
    public Topic pushTokens() {
        return topic("push-tokens", PushRegistration.getClassSchema(), PartitionedBy.RECIPIENT, new Kept.Compacted());
    }

    /// Keyed by type; `TYPE`, line feed, version for the older ones.
    public Topic rules() {
        return single("rules", Rule.getClassSchema());
    }

    /// Keyed by name; `NAME`, line feed, version for the older ones.
    public Topic templates() {
        return single("templates", Template.getClassSchema());
    }

    /// The in-process registry's schemas by id, as JSON.
    public Topic schemas() {
        return single("schemas", STRING);
    }

    /// Slices of this lane; bulk slices are standard ones.
    public Topic slices(Lane lane) {
        return topic(
                "slices." + door(lane), SliceMessage.getClassSchema(), PartitionedBy.RECIPIENT, deliveriesWorkedOff());
    }

    /// A channel's deliveries of this lane.
    public Topic channel(Channel channel, Lane lane) {
        return topic(
                Names.of(channel) + "." + Names.of(lane),
                Delivery.getClassSchema(),
                PartitionedBy.RECIPIENT,
                deliveriesWorkedOff());
    }

    /// What a channel tries again, with attempt and due time in headers.
    public Topic retry(Channel channel) {
        return topic(
                Names.of(channel) + ".retry",
                Delivery.getClassSchema(),
                PartitionedBy.RECIPIENT,
                deliveriesWorkedOff());
    }

    /// What a channel gave up.
    public Topic deadLetters(Channel channel) {
        return topic(
                Names.of(channel) + ".dlt",
                DeadLetter.getClassSchema(),
                PartitionedBy.RECIPIENT,
                new Kept.For(retention.deadLetters()));
    }

    public Topic outcomes() {
        return topic("outcomes", OutcomeMessage.getClassSchema(), PartitionedBy.RECIPIENT, eventsWorkedOff());
    }

    public Topic counts() {
        return topic("counts", CountMessage.getClassSchema(), PartitionedBy.EVENT_KEY, eventsWorkedOff());
    }

    public Topic inboxActions() {
        return topic("inbox-actions", InboxAction.getClassSchema(), PartitionedBy.RECIPIENT, deliveriesWorkedOff());
    }

    /// What the open streams of a person are told, in the order in which they are told it. Read from its end, and as
    /// far
    /// back as a reader was away.
    public Topic live() {
        return topic("live", Live.getClassSchema(), PartitionedBy.RECIPIENT, new Kept.For(Retention.LIVE));
    }

    /// Who has a stream open, and where, for as long as a lease; read whole by every channel instance.
    public Topic presence() {
        return new Topic(
                prefix + "presence",
                Presence.getClassSchema(),
                PartitionedBy.NOTHING,
                1,
                new Kept.For(Retention.PRESENCE));
    }

    /// Who was erased: everything that keeps something of a person, or is about to tell one, reads it.
    ///
    /// Kept for as long as anything may wait: channels read all of it at each start, however long they were
    /// stopped.
    public Topic erasures() {
        return topic(
                "erasures",
                Erasure.getClassSchema(),
                PartitionedBy.RECIPIENT,
                new Kept.CompactedFor(Retention.ERASURES));
    }

    /// Who did what, when.
    public Topic audit() {
        return new Topic(
                prefix + "audit",
                AuditEntry.getClassSchema(),
                PartitionedBy.NOTHING,
                1,
                new Kept.For(retention.audit()));
    }

    /// The consumer group, or Streams application, of this name.
    public String group(String name) {
        return prefix + name;
    }

    /// Who reads what from its first record on.
    public List<ReaderGroup> readers() {
        Stream<ReaderGroup> apps = Stream.of(
                new ReaderGroup(
                        group(FANOUT),
                        Stream.concat(
                                        Stream.of(
                                                events(Lane.EXPRESS),
                                                events(Lane.STANDARD),
                                                commands(),
                                                slices(Lane.EXPRESS),
                                                slices(Lane.STANDARD),
                                                recipients(),
                                                preferences(),
                                                memberships(),
                                                suppressions(),
                                                pushTokens()),
                                        with(retries(), List.of(deliveryCommands(), inboxActions())).stream())
                                .toList()),
                new ReaderGroup(
                        group(TRACK),
                        with(
                                List.of(outcomes(), counts(), erasures(), deliveryCommands(), replays(), eventsDlt()),
                                letters())),
                new ReaderGroup(
                        group(Names.of(Channel.IN_APP)),
                        with(lanes(Channel.IN_APP), List.of(inboxActions(), erasures()))));
        Stream<ReaderGroup> channels =
                withProvider().map(channel -> new ReaderGroup(group(Names.of(channel)), lanes(channel)));
        return Stream.concat(apps, channels).toList();
    }

    /// Every topic.
    public List<Topic> all() {
        Stream<Topic> fixed = Stream.of(
                events(Lane.EXPRESS),
                events(Lane.STANDARD),
                eventsDlt(),
                commands(),
                deliveryCommands(),
                replays(),
                controls(),
                recipients(),
                preferences(),
                memberships(),
                suppressions(),
                pushTokens(),
                rules(),
                templates(),
                schemas(),
                slices(Lane.EXPRESS),
                slices(Lane.STANDARD),
                outcomes(),
                counts(),
                inboxActions(),
                live(),
                presence(),
                erasures(),
                audit());
        Stream<Topic> lanes = CHANNELS.stream().flatMap(channel -> lanes(channel).stream());
        Stream<Topic> failed = withProvider().flatMap(channel -> Stream.of(retry(channel), deadLetters(channel)));
        return Stream.of(fixed, lanes, failed).flatMap(topics -> topics).toList();
    }

    /// The three lanes of a channel, the most urgent first.
    public List<Topic> lanes(Channel channel) {
        return Stream.of(Lane.values()).map(lane -> channel(channel, lane)).toList();
    }

    /// The key of what holds of an event on the controls topic.
    public static String controlKey(String event) {
        return "event/" + event;
    }

    /// The key of what holds of a channel on the controls topic.
    public static String controlKey(Channel channel) {
        return "channel/" + Names.of(channel);
    }

    /// The key of a breaker on the controls topic.
    public static String breakerKey(String name) {
        return "breaker/" + name;
    }

    /// The key of an instance's share of a provider's rate on the controls topic.
    public static String shareKey(String name, String instance) {
        return "share/" + name + "/" + instance;
    }

    /// The key of a suppression: recipient, line feed, channel, line feed, address; of one about a type behind two line
    /// feeds more the type.
    public static String suppressionKey(Suppression suppression) {
        String type = suppression.getType();
        String address = suppressionKey(suppression.getRecipient(), suppression.getChannel(), suppression.getAddress());
        return type == null ? address : address + "\n\n" + type;
    }

    /// The key of the suppression of this address.
    public static String suppressionKey(String recipient, Channel channel, String address) {
        return recipient + "\n" + Names.of(channel) + "\n" + address;
    }

    /// The key of a token that a call registered.
    public static String pushTokenKey(String recipient, String token) {
        return recipient + "\n" + token;
    }

    /// The key of a membership: recipient, line feed, audience (neither holds a line feed).
    public static String membershipKey(String recipient, String audience) {
        return recipient + "\n" + audience;
    }

    /// The retry topics of every channel with a provider.
    public List<Topic> retries() {
        return withProvider().map(this::retry).toList();
    }

    /// The dead-letter topics of every channel with a provider.
    public List<Topic> letters() {
        return withProvider().map(this::deadLetters).toList();
    }

    /// Whether a channel calls somebody else, and so has a retry and a dead-letter topic.
    public static boolean hasProvider(Channel channel) {
        return CHANNELS.contains(channel) && channel != Channel.IN_APP;
    }

    private static Stream<Channel> withProvider() {
        return CHANNELS.stream().filter(Topics::hasProvider);
    }

    private static List<Topic> with(List<Topic> topics, List<Topic> others) {
        return Stream.concat(topics.stream(), others.stream()).toList();
    }

    private static String door(Lane lane) {
        return Names.of(lane == Lane.EXPRESS ? Lane.EXPRESS : Lane.STANDARD);
    }

    private Kept eventsWorkedOff() {
        return new Kept.UntilWorkedOff(retention.events());
    }

    private Kept deliveriesWorkedOff() {
        return new Kept.UntilWorkedOff(retention.deliveries());
    }

    private Topic topic(String name, Schema schema, PartitionedBy by, Kept kept) {
        return new Topic(prefix + name, schema, by, partitioning.partitions(), kept);
    }

    private Topic single(String name, Schema schema) {
        return new Topic(prefix + name, schema, PartitionedBy.NOTHING, 1, new Kept.Compacted());
    }
}
