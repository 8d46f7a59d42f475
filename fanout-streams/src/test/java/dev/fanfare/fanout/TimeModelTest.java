package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.keyOf;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.fanout.TimeModel.Person;
import dev.fanfare.schemas.CapRule;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.DeliveryCommand;
import dev.fanfare.schemas.DeliveryHeard;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Heard;
import dev.fanfare.schemas.InboxActionKind;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.PushAddress;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.SameRule;
import dev.fanfare.schemas.Step;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;

/// Random events, people and clocks: the pipeline and a plain model of the rules agree on every delivery.
class TimeModelTest {

    private static final int PEOPLE = 5;
    private static final int TYPES = 6;
    private static final int STEPS = 120;
    private static final List<String> ZONES = List.of("UTC", "Asia/Kolkata", "Asia/Kathmandu", "America/Phoenix");

    @RepeatedTest(4)
    void pipeline_and_model_agree_on_every_delivery() {
        long seed = Long.getLong("time.seed", System.nanoTime());
        try (Run run = new Run(seed)) {
            for (int step = 0; step < STEPS; step++) {
                String did = run.step();
                assertThat(run.saidByPipeline())
                        .as("seed %d, step %d: %s", seed, step, did)
                        .isEqualTo(run.model.said());
            }
        }
    }

    private static final class Run implements AutoCloseable {

        final TimeModel model = new TimeModel();
        private final Random random;
        private final FanoutScenario fanfare = new FanoutScenario().template("words", "s", "t");
        private final Map<String, Rule> rules = new HashMap<>();
        private final Map<String, String> names = new HashMap<>();
        private final List<String> events = new ArrayList<>();
        private int chunks;
        private int outcomes;

        Run(long seed) {
            random = new Random(seed);
            for (int n = 0; n < PEOPLE; n++) {
                person("p" + n);
            }
            for (int n = 0; n < TYPES; n++) {
                Rule.Builder rule = rule("t" + n);
                fanfare.rule(rule);
                rules.put("t" + n, rule.build());
            }
        }

        String step() {
            return switch (random.nextInt(11)) {
                case 0, 1, 2, 3 -> publish();
                case 4, 5, 6 -> pass();
                case 7 -> read();
                case 8 -> hear();
                case 9 -> cancel();
                default -> {
                    String who = anybody();
                    person(who);
                    yield "change " + who;
                }
            };
        }

        private String publish() {
            String name = "e" + events.size();
            String type = "t" + random.nextInt(TYPES);
            String key = List.of("", "a", "b").get(random.nextInt(3));
            List<String> to = Stream.generate(this::anybody)
                    .limit(1 + random.nextInt(PEOPLE))
                    .distinct()
                    .toList();
            var event = event(type).setId(name).setRecipients(to).setData("{\"key\":\"" + key + "\"}");
            events.add(name);
            names.put(keyOf(event), name);
            fanfare.publish(event);
            model.publish(name, rules.get(type), key, to, fanfare.now());
            return "publish " + name + " " + rules.get(type) + " to " + to;
        }

        private String pass() {
            Duration time = random.nextBoolean()
                    ? Duration.ofMinutes(random.nextInt(1, 60))
                    : Duration.ofMillis(random.nextInt(10, 7_200_000));
            fanfare.pass(time);
            model.look(fanfare.now());
            return "pass " + time;
        }

        private String read() {
            String who = anybody();
            if (events.isEmpty() || random.nextInt(4) == 0) {
                fanfare.inInbox(who, InboxActionKind.READ_ALL, "");
                model.read(who, null);
                return who + " reads all";
            }
            String name = anyEvent();
            fanfare.inInbox(who, InboxActionKind.READ, id(name, who, Channel.IN_APP, who));
            model.read(who, name);
            return who + " reads " + name;
        }

        private String hear() {
            if (events.isEmpty()) {
                return "nothing";
            }
            String who = anybody();
            String name = anyEvent();
            Heard heard = random.nextBoolean() ? Heard.DELIVERED : Heard.LOST;
            String delivery = id(name, who, Channel.PUSH, "fcm:" + who);
            fanfare.deliveryCommand(
                    new DeliveryCommand(new DeliveryHeard(delivery, key(name), who, heard, fanfare.now())));
            model.heard(who, name, Channel.PUSH, heard, fanfare.now());
            fanfare.pass(Duration.ofMillis(20));
            model.look(fanfare.now());
            return name + " to " + who + ": " + heard;
        }

        private String cancel() {
            if (events.isEmpty()) {
                return "nothing";
            }
            String name = anyEvent();
            fanfare.command(CommandKind.CANCEL, key(name), fanfare.now());
            model.cancel(name);
            fanfare.pass(Duration.ofMillis(20));
            model.look(fanfare.now());
            return "cancel " + name;
        }

        private void person(String id) {
            boolean peace = random.nextInt(3) > 0;
            LocalTime from = LocalTime.of(random.nextInt(24), random.nextInt(60));
            LocalTime to = from.plusMinutes(random.nextInt(1, 720));
            Person person = new Person(
                    id,
                    ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))),
                    from,
                    peace ? to : from,
                    random.nextInt(8) == 0,
                    id.hashCode() % 2 == 0);
            model.person(person);
            fanfare.person(Recipient.newBuilder()
                    .setId(id)
                    .setTimeZone(person.zone().getId())
                    .setEmail(List.of(id + "@example.org"))
                    .setPush(person.phone() ? List.of(new PushAddress("fcm", id, null, null)) : List.of()));
            fanfare.prefers(id, person.mutes() ? List.of("*") : List.of(), peace ? from + "-" + to : "");
        }

        private Rule.Builder rule(String type) {
            Rule.Builder rule = ruleFor(type)
                    .setPriority(random.nextInt(6) == 0 ? Priority.URGENT : Priority.NORMAL)
                    .setMandatory(random.nextInt(6) == 0)
                    .setQuiet(random.nextInt(4) == 0 ? "drop" : random.nextBoolean() ? "hold" : null)
                    .setTtl(random.nextInt(3) == 0 ? "PT" + random.nextInt(1, 400) + "M" : null)
                    .setChannels(List.of(Channel.IN_APP, Channel.PUSH, Channel.EMAIL));
            if (random.nextInt(3) == 0) {
                rule.setSame(new SameRule("{{data.key}}", "PT" + random.nextInt(1, 300) + "M"));
            }
            if (random.nextInt(3) == 0) {
                Channel channel = random.nextInt(3) == 0 ? Channel.EMAIL : null;
                rule.setCap(new CapRule(random.nextInt(1, 4), "PT" + random.nextInt(1, 600) + "M", "skip", channel));
            }
            if (random.nextInt(2) == 0) {
                boolean read = random.nextBoolean();
                rule.setSteps(List.of(
                        new Step(null, null, List.of(read ? Channel.IN_APP : Channel.PUSH)),
                        new Step(
                                "PT" + random.nextInt(1, 200) + "M",
                                read ? "read" : random.nextInt(4) == 0 ? null : "delivered",
                                read ? List.of(Channel.PUSH, Channel.EMAIL) : List.of(Channel.EMAIL, Channel.IN_APP))));
            }
            return rule;
        }

        /// What became of deliveries since it was last asked, sorted.
        List<String> saidByPipeline() {
            List<String> said = new ArrayList<>();
            fanfare.chunks().stream().skip(chunks).forEach(chunk -> chunk.getEntries()
                    .forEach(entry -> said.add(names.get(chunk.getEvent()) + " " + entry.getRecipient() + " "
                            + entry.getChannel() + " " + entry.getState() + " " + entry.getReason())));
            fanfare.outcomes().stream()
                    .skip(outcomes)
                    .forEach(outcome -> said.add(names.get(outcome.getEvent()) + " "
                            + outcome.getRecipient() + " " + outcome.getChannel() + " " + outcome.getState() + " "
                            + outcome.getReason()));
            chunks = fanfare.chunks().size();
            outcomes = fanfare.outcomes().size();
            return said.stream().sorted().toList();
        }

        private String anybody() {
            return "p" + random.nextInt(PEOPLE);
        }

        private String anyEvent() {
            return events.get(random.nextInt(events.size()));
        }

        private static String id(String name, String person, Channel channel, String address) {
            return DeliveryId.of(key(name), person, channel, address);
        }

        private static String key(String name) {
            return keyOf(event("any").setId(name));
        }

        @Override
        public void close() {
            fanfare.close();
        }
    }
}
