package dev.fanfare.producer.events;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.producer.http.Refused;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Whether a caller wants an answer without a body: by the address, which is all that some senders can set (Knative
/// takes a JSON answer for a failure), or as RFC 7240 has it, which is then told to be applied.
record Brevity(boolean byAddress, boolean byPreference) {

    private static final String REPLY = "reply";

    static Brevity of(ServerRequest call) {
        Optional<String> reply = call.param(REPLY);
        if (reply.filter(text -> !text.equals("none")).isPresent()) {
            throw Refused.invalid(REPLY, "must be none where it is said");
        }
        return new Brevity(reply.isPresent(), prefersMinimal(call.headers().header("Prefer")));
    }

    ServerResponse answer(ServerResponse.BodyBuilder answer, Supplier<Map<String, Object>> json) {
        if (byPreference) {
            answer.header("Preference-Applied", "return=minimal");
        }
        return byAddress || byPreference ? answer.build() : Answers.json(answer, json.get());
    }

    /// The first `return` counts; parameters of a preference do not matter.
    private static boolean prefersMinimal(List<String> headers) {
        return headers.stream()
                .flatMap(header -> List.of(header.split(",")).stream())
                .map(preference ->
                        preference.split(";", 2)[0].replaceAll("[\\s\"]", "").toLowerCase(Locale.ROOT))
                .filter(preference -> preference.startsWith("return="))
                .findFirst()
                .filter("return=minimal"::equals)
                .isPresent();
    }
}
