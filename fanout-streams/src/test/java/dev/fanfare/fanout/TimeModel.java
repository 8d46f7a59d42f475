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
        boolean passes = rule.getPriority() == Priority.URGENT || rule.getMandatory();
        String quiet = passes ? null : "drop".equals(rule.getQuiet()) ? "drop" : "hold";
        List<Waiting> toTell = new ArrayList<>();
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
        Optional<Instant> peace = quiet == null ? Optional.empty() : endOfQuiet(person, now);
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
                    say(event, person.id(), channel, State.SKIPPED, Reason.QUIET);
                    continue;
                }
                one.until = peace.get();
            }
            toTell.add(one);
        }
        limit(rule, key, passes, toTell, now).forEach(one -> begin(one, now));
    }

    private List<Waiting> limit(Rule rule, String key, boolean passes, List<Waiting> toTell, Instant now) {
        if (toTell.isEmpty()) {
            return toTell;
        }
        String person = toTell.getFirst().person;
        String same = person + " same " + rule.getType() + " " + key;
        Instant at = first(toTell, _ -> true).orElseThrow();
        if (rule.getSame() != null && !key.isEmpty()) {
            Duration within = Duration.parse(rule.getSame().getWithin());
            if (told(same).stream()
                    .anyMatch(time -> !time.isAfter(at) && time.plus(within).isAfter(at))) {
                return leave(toTell, _ -> true, Reason.SAME);
            }
        }
        List<Waiting> left = toTell;
        if (rule.getCap() != null && !passes) {
            Channel channel = rule.getCap().getChannel();
            Predicate<Waiting> counted = one -> channel == null || one.channel == channel;
            String cap = person + " cap " + (channel == null ? rule.getType() : channel);
            Optional<Instant> then = first(toTell, counted);
            if (then.isPresent()) {
                Instant begin = then.get().minus(Duration.parse(rule.getCap().getPer()));
                long before = told(cap).stream()
                        .filter(time -> time.isAfter(begin) && !time.isAfter(then.get()))
                        .count();
                if (before >= rule.getCap().getCount()) {
                    left = leave(toTell, counted, Reason.CAPPED);
                } else {
                    told(cap).add(then.get());
                }
            }
        }
        if (rule.getSame() != null && !key.isEmpty()) {
            first(left, _ -> true).ifPresent(told(same)::add);
        }
        return left;
    }

    private static Optional<Instant> first(List<Waiting> all, Predicate<Waiting> some) {
        return all.stream().filter(some).map(one -> one.until).min(Instant::compareTo);
    }

    private List<Waiting> leave(List<Waiting> all, Predicate<Waiting> some, Reason why) {
        all.stream().filter(some).forEach(one -> say(one.event, one.person, one.channel, State.SKIPPED, why));
        return all.stream().filter(some.negate()).toList();
    }

    private List<Instant> told(String what) {
        return told.computeIfAbsent(what, _ -> new ArrayList<>());
    }

    private void begin(Waiting one, Instant now) {
        if (one.until.equals(now)) {
            say(one.event, one.person, one.channel, State.QUEUED, null);
        } else {
            say(one.event, one.person, one.channel, State.HELD, one.step ? Reason.STEP : Reason.QUIET);
            waiting.add(one);
        }
    }

    /// Looks at everything that is due.
    void look(Instant now) {
        for (Waiting one : List.copyOf(waiting)) {
            boolean expired = one.expiresAt != null && !one.expiresAt.isAfter(now);
            if (!expired && one.until.isAfter(now)) {
                continue;
            }
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
                one.step = false;
                say(one.event, one.person, one.channel, State.HELD, Reason.QUIET);
            } else {
                end(one, State.QUEUED, null);
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
                });
    }

    private void end(Waiting one, State state, @Nullable Reason reason) {
        waiting.remove(one);
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
