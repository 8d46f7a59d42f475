package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.Delivery;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A provider in memory that answers as it is told.
final class FakeGateway implements Gateway {

    final List<Delivery> called = new CopyOnWriteArrayList<>();
    private final Function<Delivery, Answer> answers;

    FakeGateway(Function<Delivery, Answer> answers) {
        this.answers = answers;
    }

    @Override
    public Answer send(Delivery delivery) {
        called.add(delivery);
        return answers.apply(delivery);
    }

    @Override
    public String provider() {
        return "fake";
    }
}
