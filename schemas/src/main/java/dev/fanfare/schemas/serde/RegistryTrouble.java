package dev.fanfare.schemas.serde;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/// Tells a registry that is away from bytes that are no record, whoever's serializer failed.
///
/// Confluent's ends the message of what the registry refused with `; error code: N`.
final class RegistryTrouble {

    private static final int DEEPEST = 20;
    private static final Pattern CODE = Pattern.compile("error code: (\\d{3,5})$");

    private RegistryTrouble() {}

    /// Where the same value may be written later, what to throw.
    static Optional<RegistryException> whileWriting(RuntimeException thrown) {
        return passing(thrown, RegistryCalls::isFinal);
    }

    /// Where the same bytes may be read later, what to throw.
    static Optional<RegistryException> whileReading(RuntimeException thrown) {
        return passing(thrown, RegistryCalls::isFinalForOne);
    }

    private static Optional<RegistryException> passing(RuntimeException thrown, IntPredicate lastWord) {
        if (thrown instanceof RegistryException own) {
            return own.passing() ? Optional.of(own) : Optional.empty();
        }
        OptionalInt code = causes(thrown)
                .flatMapToInt(cause -> code(cause.getMessage()).stream())
                .findFirst();
        boolean away = code.isPresent()
                ? !lastWord.test(code.getAsInt())
                : causes(thrown).anyMatch(RegistryTrouble::isAway);
        return away
                ? Optional.of(new RegistryException(String.valueOf(thrown.getMessage()), true, thrown))
                : Optional.empty();
    }

    private static boolean isAway(Throwable cause) {
        return switch (cause) {
            case RetriableException _, AuthenticationException _, AuthorizationException _ -> true;
            case SocketException _, UnknownHostException _, InterruptedIOException _ -> true;
            case HttpTimeoutException _, SSLException _ -> true;
            default -> false;
        };
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.<@Nullable Throwable>iterate(thrown, cause -> cause != null, cause -> cause.getCause())
                .limit(DEEPEST)
                .map(cause -> (Throwable) cause);
    }

    private static OptionalInt code(@Nullable String message) {
        Matcher code = CODE.matcher(message == null ? "" : message);
        return code.find() ? OptionalInt.of(Integer.parseInt(code.group(1))) : OptionalInt.empty();
    }
}
