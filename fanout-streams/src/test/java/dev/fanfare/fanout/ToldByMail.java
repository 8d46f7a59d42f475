package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Rule;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.test.TestRecord;

/// One person told by e-mail, whose delivery a test then defers, and what comes back to its lane.
record ToldByMail(FanoutScenario fanfare) {

    private static final Duration TICK = Duration.ofMillis(20);

    TestRecord<String, Delivery> told(String recipient) {
        return told(recipient, "post", rule -> rule);
    }

    TestRecord<String, Delivery> told(String recipient, String type, UnaryOperator<Rule.Builder> change) {
        fanfare.rule(change.apply(
                        ruleFor(type).setChannels(List.of(Channel.EMAIL)).setRecipients(recipient)))
                .template("words", "Hello", "{{recipient.id}}")
                .person(recipient)
                .publish(event(type).setId(recipient));
        return only();
    }

    /// The one that comes within this time and a tick.
    TestRecord<String, Delivery> released(Duration after) {
        fanfare.pass(after).pass(TICK);
        return only();
    }

    private TestRecord<String, Delivery> only() {
        List<TestRecord<String, Delivery>> came = fanfare.records(Channel.EMAIL, Lane.STANDARD);
        assertThat(came).hasSize(1);
        return came.getFirst();
    }
}
