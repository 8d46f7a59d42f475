package dev.fanfare.producer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.fanfare.producer.keys.PersonTokens;
import dev.fanfare.producer.keys.TokenSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.function.ServerResponse;

/// How often a person may call, and what they hear while nobody can say who they are.
class PersonDoorTest {

    private static final Route INBOX =
            Route.get("/v1/recipients/{id}/inbox", _ -> ServerResponse.ok().build());

    private Instant now = Instant.parse("2026-03-01T08:00:00Z");

    @Test
    void each_person_has_a_rate_of_their_own() {
        PersonTokens tokens = tokens("a secret of 32 characters or more", null);
        PersonDoor door = new PersonDoor(tokens, () -> now);
        String ada = tokens.issue("ada", Duration.ofMinutes(5)).token();
        String again = tokens.issue("ada", Duration.ofMinutes(6)).token();
        String bob = tokens.issue("bob", Duration.ofMinutes(5)).token();

        call(door, "ada", ada);
        call(door, "ada", again);
        assertThat(refused(door, "ada", ada)).isEqualTo(429);
        call(door, "bob", bob);
        now = now.plusSeconds(1);
        call(door, "ada", ada);
    }

    @Test
    void a_token_whose_keys_cannot_be_fetched_is_not_called_bad() throws JOSEException {
        PersonDoor door = new PersonDoor(tokens("", URI.create("http://127.0.0.1:1/keys")), () -> now);
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("r").generate();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("r").build(),
                new JWTClaimsSet.Builder()
                        .subject("ada")
                        .audience("fanfare")
                        .expirationTime(Date.from(now.plusSeconds(60)))
                        .build());
        jwt.sign(new RSASSASigner(rsa));

        for (int n = 0; n < 5; n++) {
            assertThat(refused(door, "ada", jwt.serialize())).isEqualTo(503);
        }
    }

    private static void call(PersonDoor door, String id, String token) {
        assertThat(door.caller(request("/v1/recipients/" + id + "/inbox", token), new Routes.Found.Here(INBOX), false))
                .isPresent();
    }

    /// As much of a request as the door looks at.
    private static HttpServletRequest request(String path, String token) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                PersonDoorTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (_, method, _) -> switch (method.getName()) {
                    case "getHeader" -> "Bearer " + token;
                    case "getRequestURI" -> path;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static int refused(PersonDoor door, String id, String token) {
        int[] status = new int[1];
        assertThatThrownBy(() -> call(door, id, token))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> status[0] = refused.problem().status().value());
        return status[0];
    }

    private PersonTokens tokens(String secret, @Nullable URI jwks) {
        return new PersonTokens(
                new TokenSettings(secret, jwks, "", "fanfare", "sub", Duration.ofHours(1), 2), () -> now);
    }
}
