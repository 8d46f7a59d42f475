package dev.fanfare.benchmarks.reads;

import dev.fanfare.benchmarks.report.Goal;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/// A call that reads.
///
/// @param path another one each time
record Read(String name, Goal goal, Function<Random, String> path) {

    private static final Goal ONE = Goal.atMost(50, 20);
    private static final Goal PAGE = Goal.atMost(100, 40);

    static List<Read> all(Stock stock) {
        return List.of(
                new Read("event by key", ONE, any -> "/v1/events/" + stock.single(any.nextInt(stock.singles()))),
                new Read("delivery by id", ONE, any -> "/v1/deliveries/" + delivery(stock, any)),
                new Read("a person's deliveries", ONE, any -> "/v1/recipients/" + person(stock, any) + "/deliveries"),
                new Read("a person's inbox", ONE, any -> "/v1/recipients/" + person(stock, any) + "/inbox"),
                new Read("channels", ONE, _ -> "/v1/channels"),
                new Read("page of events", PAGE, _ -> "/v1/events?limit=50"),
                new Read("page of events of a type", PAGE, _ -> "/v1/events?type=" + Stock.ALL + "&limit=20"),
                new Read(
                        "page of an event's deliveries",
                        PAGE,
                        any -> "/v1/events/" + stock.broadcast(any.nextInt(stock.broadcasts())) + "/deliveries"),
                new Read(
                        "a person's trail",
                        PAGE,
                        any -> "/v1/events/" + stock.broadcast(any.nextInt(stock.broadcasts())) + "/recipients/"
                                + person(stock, any)),
                new Read("page of dead letters", PAGE, _ -> "/v1/dead-letters"),
                new Read("page of what is scheduled", PAGE, _ -> "/v1/scheduled"),
                new Read("analytics", PAGE, _ -> "/v1/analytics"));
    }

    private static String person(Stock stock, Random any) {
        return Stock.person(any.nextInt(stock.people()));
    }

    private static String delivery(Stock stock, Random any) {
        return stock.delivery(any.nextInt(stock.broadcasts()), any.nextInt(stock.people()));
    }
}
