package dev.fanfare.fanout;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Heard;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The rules of time once more, plainly: lists in memory, a minute at a time, and no store, queue or task.
final class TimeModel {

    /// What goes no later than this counts for when it was to go.
    private static final Duration PUNCTUAL = Duration.ofMinutes(1);
    /// What has been due for longer comes behind what has not.
    private static final Duration OVERDUE = Duration.ofMinutes(1);

    private final Map<String, Person> people = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<String, List<Instant>> told = new HashMap<>();
    private final List<String> said = new ArrayList<>();

    /// @param from of quiet hours, none where it is the same as `to`
    record Person(String id, ZoneId zone, LocalTime from, LocalTime to, boolean mutes, boolean phone) {}

    private static final class Waiting {
        String event = "";
        String person = "";
        Channel channel = Channel.EMAIL;
        Instant until = Instant.MAX;

        @Nullable
        Instant expiresAt;

        @Nullable
        String quiet;

        @Nullable
        String unless;

        boolean mandatory;
        boolean step;
        Set<Channel> awaits = new HashSet<>();
        List<Counted> counted = new ArrayList<>();

        Instant due() {
            return expiresAt != null && expiresAt.isBefore(until) ? expiresAt : until;
        }
    }

    /// That somebody is told at a time, for as long as any of those goes, or may, because of which it counts.
    private static final class Counted {
        private final List<Instant> in;
        private final List<Waiting> may;
        private Instant at;
        private boolean stands;

        Counted(List<Instant> in, Instant at, List<Waiting> because) {
            this.in = in;
            this.at = at;
            this.may = new ArrayList<>(because);
            in.add(at);
            because.forEach(one -> one.counted.add(this));
        }

        /// It counts for when the first of them goes.
        void goes(Waiting one, Instant now) {
            may.remove(one);
            if (!stands && Duration.between(at, now).abs().compareTo(PUNCTUAL) > 0) {
                moveTo(now);
            }
            stands = true;
        }

        void ends(Waiting one) {
            may.remove(one);
            if (!stands && may.isEmpty()) {
                in.remove(at);
            } else {
                moves();
            }
        }

        /// It counts for the first that may go.
        void moves() {
            if (!stands) {
                moveTo(TimeModel.first(may, _ -> true).orElseThrow());
            }
        }

        private void moveTo(Instant time) {
            in.remove(at);
            in.add(time);
            at = time;
        }
    }

    void person(Person person) {
        people.put(person.id(), person);
    }

    /// What became of deliveries since it was last asked, sorted.
    List<String> said() {
        List<String> all = said.stream().sorted().toList();
        said.clear();
        return all;
    }

    void publish(String event, Rule rule, String key, List<String> to, Instant now) {
        to.stream().distinct().forEach(person -> meet(event, rule, key, people.get(person), now));
    }

    private void meet(String event, Rule rule, String key, Person person, Instant now) {
        List<Channel> reachable = new ArrayList<>();
        for (Channel channel : rule.getChannels()) {
            if (person.mutes() && !rule.getMandatory()) {
                say(event, person.id(), channel, State.SKIPPED, Reason.MUTED);
            } else if (channel == Channel.PUSH && !person.phone()) {
                say(event, person.id(), channel, State.SKIPPED, Reason.NO_ADDRESS);
            } else {
                reachable.add(channel);
            }
        }
        Trial trial = trial(event, rule, key, person, reachable, now);
        while (trial.leavesOneOut(rule)) {
            for (Channel channel : List.copyOf(reachable)) {
                if (trial.left.containsKey(channel) && isAwaited(rule, channel)) {
                    reachable.remove(channel);
                    say(event, person.id(), channel, State.SKIPPED, trial.left.get(channel));
                }
            }
            trial = trial(event, rule, key, person, reachable, now);
        }
        trial.left.forEach((channel, why) -> say(event, person.id(), channel, State.SKIPPED, why));
        trial.counts.forEach(Runnable::run);
        trial.toTell.forEach(one -> begin(one, now));
    }

    /// What would come of it.
    private static final class Trial {
        final Map<Channel, Reason> left = new EnumMap<>(Channel.class);
        final List<Runnable> counts = new ArrayList<>();
        List<Waiting> toTell = new ArrayList<>();

        boolean leavesOneOut(Rule rule) {
            return !left.containsValue(Reason.SAME)
                    && left.keySet().stream().anyMatch(channel -> isAwaited(rule, channel));
        }

        void leave(Predicate<Waiting> some, Reason why) {
            toTell.stream().filter(some).forEach(one -> left.put(one.channel, why));
            toTell = toTell.stream().filter(some.negate()).toList();
        }
    }

    private static boolean isAwaited(Rule rule, Channel channel) {
        return rule.getSteps().stream()
                .anyMatch(step -> "delivered".equals(step.getUnless())
                        && !step.getChannels().contains(channel));
    }

    private Trial trial(String event, Rule rule, String key, Person person, List<Channel> reachable, Instant now) {
        boolean passes = rule.getPriority() == Priority.URGENT || rule.getMandatory();
        String quiet = passes ? null : "drop".equals(rule.getQuiet()) ? "drop" : "hold";
        Optional<Instant> peace = quiet == null ? Optional.empty() : endOfQuiet(person, now);
        Trial trial = new Trial();
        for (Channel channel : reachable) {
            Waiting one = new Waiting();
            one.event = event;
            one.person = person.id();
            one.channel = channel;
            one.mandatory = rule.getMandatory();
            one.quiet = quiet;
            one.expiresAt = rule.getTtl() == null ? null : now.plus(Duration.parse(rule.getTtl()));
            one.until = now;
            for (int n = 1; n < rule.getSteps().size(); n++) {
                Step step = rule.getSteps().get(n);
                if (step.getChannels().contains(channel)) {
                    reachable.stream()
                            .filter(other -> !step.getChannels().contains(other))
                            .forEach(one.awaits::add);
                    one.step = !"delivered".equals(step.getUnless()) || !one.awaits.isEmpty();
                    one.unless = step.getUnless();
                    one.until = one.step ? now.plus(Duration.parse(step.getAfter())) : now;
                }
            }
            if (!one.step && peace.isPresent() && channel != Channel.IN_APP) {
                if ("drop".equals(quiet)) {
                    trial.left.put(channel, Reason.QUIET);
                    continue;
                }
                one.until = peace.get();
            }
            trial.toTell.add(one);
        }
        limit(rule, key, passes, person.id(), trial);
        return trial;
    }

    private void limit(Rule rule, String key, boolean passes, String person, Trial trial) {
        if (trial.toTell.isEmpty()) {
            return;
        }
        List<Instant> same = told(person + " same " + rule.getType() + " " + key);
        Instant at = first(trial.toTell, _ -> true).orElseThrow();
        boolean once = rule.getSame() != null && !key.isEmpty();
        if (once) {
            Duration within = Duration.parse(rule.getSame().getWithin());
            if (same.stream()
                    .anyMatch(time -> !time.isAfter(at) && time.plus(within).isAfter(at))) {
                trial.leave(_ -> true, Reason.SAME);
                return;
            }
        }
        if (rule.getCap() != null && !passes) {
            Channel channel = rule.getCap().getChannel();
            Predicate<Waiting> counted = one -> channel == null || one.channel == channel;
            List<Instant> cap = told(person + " cap " + (channel == null ? rule.getType() : channel));
            Optional<Instant> then = first(trial.toTell, counted);
            if (then.isPresent()) {
                if (isOver(cap, rule, then.get())) {
                    trial.leave(counted, Reason.CAPPED);
                } else {
                    List<Waiting> because =
                            trial.toTell.stream().filter(counted).toList();
                    trial.counts.add(() -> new Counted(cap, then.get(), because));
                }
            }
        }
        if (once) {
            List<Waiting> because = List.copyOf(trial.toTell);
            first(because, _ -> true).ifPresent(time -> trial.counts.add(() -> new Counted(same, time, because)));
        }
    }

    /// Whether with one more then there are too many in any window.
    private static boolean isOver(List<Instant> times, Rule rule, Instant then) {
        Duration per = Duration.parse(rule.getCap().getPer());
        List<Instant> all = new ArrayList<>(times);
        all.add(then);
        return all.stream()
                .filter(end -> !end.isBefore(then) && end.minus(per).isBefore(then))
                .anyMatch(end -> all.stream()
                                .filter(time -> time.isAfter(end.minus(per)) && !time.isAfter(end))
                                .count()
                        > rule.getCap().getCount());
    }

    private static Optional<Instant> first(List<Waiting> all, Predicate<Waiting> some) {
        return all.stream().filter(some).map(one -> one.until).min(Instant::compareTo);
    }

    private List<Instant> told(String what) {
        return told.computeIfAbsent(what, _ -> new ArrayList<>());
    }

    private void begin(Waiting one, Instant now) {
        if (one.until.equals(now)) {
            say(one.event, one.person, one.channel, State.QUEUED, null);
            one.counted.forEach(counted -> counted.goes(one, now));
        } else {
            say(one.event, one.person, one.channel, State.HELD, one.step ? Reason.STEP : Reason.QUIET);
            waiting.add(one);
        }
    }

    /// Looks at everything that is due, the longest due first.
    void look(Instant now) {
        List<Waiting> due = waiting.stream()
                .filter(one -> !one.due().isAfter(now))
                .sorted(Comparator.comparing((Waiting one) -> one.due().isBefore(now.minus(OVERDUE)))
                        .thenComparing(Waiting::due))
                .toList();
        for (Waiting one : due) {
            boolean expired = one.expiresAt != null && !one.expiresAt.isAfter(now);
            Person person = people.get(one.person);
            Optional<Instant> peace =
                    one.quiet == null || one.channel == Channel.IN_APP ? Optional.empty() : endOfQuiet(person, now);
            if (expired) {
                end(one, State.EXPIRED, Reason.EXPIRED);
            } else if (person.mutes() && !one.mandatory) {
                end(one, State.SKIPPED, Reason.MUTED);
            } else if (peace.isPresent() && "drop".equals(one.quiet)) {
                end(one, State.SKIPPED, Reason.QUIET);
            } else if (peace.isPresent()) {
                one.until = peace.get();
                one.counted.forEach(Counted::moves);
                one.step = false;
                say(one.event, one.person, one.channel, State.HELD, Reason.QUIET);
            } else {
                waiting.remove(one);
                one.counted.forEach(counted -> counted.goes(one, now));
                say(one.event, one.person, one.channel, State.QUEUED, null);
            }
        }
    }

    /// @param event null for all that are in the inbox
    void read(String person, @Nullable String event) {
        List.copyOf(waiting).stream()
                .filter(one -> one.person.equals(person) && "read".equals(one.unless))
                .filter(one -> event == null || one.event.equals(event))
                .filter(one -> one.awaits.contains(Channel.IN_APP))
                .forEach(one -> end(one, State.SKIPPED, Reason.READ));
    }

    void heard(String person, String event, Channel channel, Heard heard, Instant now) {
        List.copyOf(waiting).stream()
                .filter(one -> one.person.equals(person) && one.event.equals(event))
                .filter(one -> "delivered".equals(one.unless) && one.awaits.contains(channel))
                .forEach(one -> {
                    if (heard == Heard.DELIVERED) {
                        end(one, State.SKIPPED, Reason.REACHED);
                        return;
                    }
                    one.awaits.remove(channel);
                    one.until = one.awaits.isEmpty() && one.step ? now : one.until;
                    one.counted.forEach(Counted::moves);
                });
    }

    void cancel(String event) {
        List.copyOf(waiting).stream()
                .filter(one -> one.event.equals(event))
                .forEach(one -> end(one, State.CANCELLED, Reason.CANCELLED));
    }

    private void end(Waiting one, State state, Reason reason) {
        waiting.remove(one);
        one.counted.forEach(counted -> counted.ends(one));
        say(one.event, one.person, one.channel, state, reason);
    }

    private void say(String event, String person, Channel channel, State state, @Nullable Reason reason) {
        said.add(event + " " + person + " " + channel + " " + state + " " + reason);
    }

    private static Optional<Instant> endOfQuiet(Person person, Instant now) {
        Instant minute = now;
        while (isQuiet(person, minute)) {
            minute = minute.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
        }
        return minute.equals(now) ? Optional.empty() : Optional.of(minute);
    }

    private static boolean isQuiet(Person person, Instant now) {
        LocalTime local = now.atZone(person.zone()).toLocalTime();
        boolean behindFrom = !local.isBefore(person.from());
        boolean beforeTo = local.isBefore(person.to());
        return person.from().isBefore(person.to())
                ? behindFrom && beforeTo
                : person.from().isAfter(person.to()) && (behindFrom || beforeTo);
    }
}
