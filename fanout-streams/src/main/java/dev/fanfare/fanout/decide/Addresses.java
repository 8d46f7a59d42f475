package dev.fanfare.fanout.decide;

import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Recipient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where a person is reached on a channel.
final class Addresses {

    /// Of one person on one channel; the front door takes fewer.
    private static final int MOST = 100;

    private Addresses() {}

    /// Each address once, whatever else stands beside it, since address and person make the delivery.
    static List<Tell> of(Channel channel, Recipient person) {
        Map<String, Tell> byAddress = new LinkedHashMap<>();
        all(channel, person).limit(MOST).forEach(tell -> byAddress.putIfAbsent(tell.address(), tell));
        return List.copyOf(byAddress.values());
    }

    private static Stream<Tell> all(Channel channel, Recipient person) {
        return switch (channel) {
            case EMAIL -> person.getEmail().stream().map(address -> new Tell(channel, address, List.of()));
            case SMS -> person.getPhone().stream().map(number -> new Tell(channel, number, List.of()));
            case PUSH -> person.getPush().stream().map(push -> new Tell(channel, push.getToken(), List.of()));
            case WEBHOOK ->
                person.getWebhook().stream().map(hook -> new Tell(channel, hook.getUrl(), hook.getSecrets()));
            case IN_APP, WEBSOCKET ->
                Decide.isAddress(person.getId())
                        ? Stream.empty()
                        : Stream.of(new Tell(channel, person.getId(), List.of()));
        };
    }
}
