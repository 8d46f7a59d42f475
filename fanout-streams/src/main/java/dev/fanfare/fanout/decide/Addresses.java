package dev.fanfare.fanout.decide;

import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.PushAddress;
import dev.fanfare.schemas.PushRegistration;
import dev.fanfare.schemas.Recipient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where a person is reached on a channel.
final class Addresses {

    /// Of one person on one channel; the front door takes fewer.
    private static final int MOST = 100;

    private Addresses() {}

    /// Each address once, whatever else stands beside it, since address and person make the delivery.
    static List<Tell> of(Channel channel, Recipient person, Profile profile) {
        List<Tell> all = all(channel, person, profile.getRegistered());
        if (all.size() < 2) {
            return all;
        }
        Map<String, Tell> byAddress = new LinkedHashMap<>();
        all.stream().limit(MOST).forEach(tell -> byAddress.putIfAbsent(tell.address(), tell));
        return List.copyOf(byAddress.values());
    }

    private static List<Tell> all(Channel channel, Recipient person, List<PushRegistration> registered) {
        return switch (channel) {
            case EMAIL -> at(channel, person.getEmail());
            case SMS -> at(channel, person.getPhone());
            case PUSH ->
                registered.isEmpty()
                        ? person.getPush().stream().map(Addresses::push).toList()
                        : PushTokens.of(person, registered).map(Addresses::push).toList();
            case WEBHOOK ->
                person.getWebhook().stream()
                        .map(hook -> new Tell(channel, hook.getUrl(), hook.getSecrets()))
                        .toList();
            case IN_APP, WEBSOCKET ->
                Decide.isAddress(person.getId()) ? List.of() : at(channel, List.of(person.getId()));
        };
    }

    /// The service's name before the token, so that whoever sends knows whom to ask.
    private static Tell push(PushAddress push) {
        String address = PushTokens.address(push);
        List<String> keys = push.getP256dh() == null || push.getAuth() == null
                ? List.of()
                : List.of(push.getP256dh(), push.getAuth());
        return new Tell(Channel.PUSH, address, keys);
    }

    private static List<Tell> at(Channel channel, List<String> addresses) {
        if (addresses.size() == 1) {
            return List.of(new Tell(channel, addresses.getFirst(), List.of()));
        }
        return addresses.stream()
                .map(address -> new Tell(channel, address, List.of()))
                .toList();
    }
}
