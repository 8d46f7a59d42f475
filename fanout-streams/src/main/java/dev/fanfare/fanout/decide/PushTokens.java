package dev.fanfare.fanout.decide;

import dev.fanfare.schemas.PushAddress;
import dev.fanfare.schemas.PushRegistration;
import dev.fanfare.schemas.Recipient;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The phones and browsers of a person: those of the profile and those that registered by a call, without those that
/// left.
public final class PushTokens {

    private PushTokens() {}

    /// How a delivery names one: its service, a colon, the token.
    static String address(PushAddress push) {
        return push.getProvider() + ":" + push.getToken();
    }

    /// Each as it was registered last.
    public static Stream<PushAddress> of(Recipient person, List<PushRegistration> registered) {
        Set<String> known = registered.stream()
                .map(registration -> registration.getAddress().getToken())
                .collect(Collectors.toSet());
        return Stream.concat(
                person.getPush().stream().filter(push -> !known.contains(push.getToken())),
                registered.stream()
                        .filter(registration -> !registration.getLeft())
                        .map(PushRegistration::getAddress));
    }
}
