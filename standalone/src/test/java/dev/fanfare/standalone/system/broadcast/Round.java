package dev.fanfare.standalone.system.broadcast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// What is done to the processes during one broadcast.
///
/// @param number from 1
/// @param joins whether the second fan-out process is away at first, and joins at the first kill
/// @param kills in this order
record Round(int number, boolean joins, List<Kill> kills) {

    private static final double EARLIEST = 0.05;
    private static final double LATEST = 0.95;
    private static final int BROKER_ONE_IN = 5;

    /// Who is killed.
    enum Victim {
        FIRST,
        SECOND,
        BROKER
    }

    /// @param share of the deliveries that is committed then, 0.05 to 0.95
    record Kill(double share, Victim victim) {}

    /// So many rounds with two kills each; in one of five the second kill is the broker's.
    static List<Round> draw(int rounds, Random random) {
        List<Integer> numbers =
                new ArrayList<>(IntStream.rangeClosed(1, rounds).boxed().toList());
        Collections.shuffle(numbers, random);
        Set<Integer> withBroker = new HashSet<>(numbers.subList(0, Math.ceilDiv(rounds, BROKER_ONE_IN)));
        return IntStream.rangeClosed(1, rounds)
                .mapToObj(number -> draw(number, withBroker.contains(number), random))
                .toList();
    }

    private static Round draw(int number, boolean withBroker, Random random) {
        double early = between(EARLIEST, LATEST, random);
        double late = between(early, LATEST, random);
        Victim second = random.nextBoolean() ? Victim.FIRST : Victim.SECOND;
        return new Round(
                number,
                number % 2 == 0,
                List.of(new Kill(early, Victim.FIRST), new Kill(late, withBroker ? Victim.BROKER : second)));
    }

    private static double between(double from, double to, Random random) {
        return from + (to - from) * random.nextDouble();
    }
}
