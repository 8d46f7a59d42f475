package dev.fanfare.producer.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which tokens are taken, and whose they are.
class PersonTokensTest {

    private static final String SECRET = "a secret of 32 characters or more";
    private static final Duration HOUR = Duration.ofHours(1);
    private Instant now = Instant.parse("2026-03-01T08:00:00Z");
    private final PersonTokens tokens = tokens(SECRET, null, "");

    @Test
    void what_is_issued_is_taken_until_its_time_is_over() {
        PersonTokens.Issued issued = tokens.issue("ada", Duration.ofMinutes(5));

        assertThat(tokens.read(issued.token())).contains(new PersonTokens.Person("ada", issued.until()));
        now = issued.until().plusSeconds(29);
        assertThat(tokens.read(issued.token())).as("clocks may be wrong").isPresent();
        now = issued.until().plusSeconds(31);
        assertThat(tokens.read(issued.token())).isEmpty();
        assertThat(issued.toString()).doesNotContain(issued.token());
    }

    @Test
    void another_secret_signs_nothing_here() {
        String token = tokens("another secret of 32 characters...", null, "")
                .issue("ada", HOUR)
                .token();
        assertThat(tokens.read(token)).isEmpty();
    }

    @Test
    void what_is_changed_or_not_signed_is_not_taken() {
        String token = tokens.issue("ada", HOUR).token();
        String[] parts = token.split("\\.");
        String other = tokens.issue("eve", HOUR).token().split("\\.")[1];

        assertThat(tokens.read(parts[0] + "." + other + "." + parts[2])).isEmpty();
        assertThat(tokens.read(new PlainJWT(claims(each -> each)).serialize())).isEmpty();
    }

    @Test
    void who_has_the_secret_may_make_them_elsewhere() throws JOSEException {
        assertThat(tokens.read(signed(claims(each -> each), new MACSigner(SECRET), JWSAlgorithm.HS256, null)))
                .map(PersonTokens.Person::id)
                .contains("ada");
    }

    @Test
    void one_for_others_without_end_or_good_for_too_long_is_not_taken() throws JOSEException {
        for (UnaryOperator<JWTClaimsSet.Builder> wrong : List.<UnaryOperator<JWTClaimsSet.Builder>>of(
                claims -> claims.audience("somebody else"),
                claims -> claims.expirationTime(null),
                claims -> claims.expirationTime(Date.from(now.plus(Duration.ofDays(2)))),
                claims -> claims.notBeforeTime(Date.from(now.plusSeconds(60))),
                claims -> claims.subject(null))) {
            assertThat(tokens.read(signed(claims(wrong), new MACSigner(SECRET), JWSAlgorithm.HS256, null)))
                    .isEmpty();
        }
    }

    @Test
    void of_another_maker_those_are_taken_that_its_published_keys_have_signed() throws Exception {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("r").generate();
        ECKey curve = new ECKeyGenerator(Curve.P_256).keyID("c").generate();
        try (Published published = new Published(new JWKSet(List.of(rsa, curve)).toString())) {
            PersonTokens theirs = tokens("", published.url(), "https://id.example.org");
            UnaryOperator<JWTClaimsSet.Builder> issued = claims -> claims.issuer("https://id.example.org");

            assertThat(theirs.read(signed(claims(issued), new RSASSASigner(rsa), JWSAlgorithm.RS256, "r")))
                    .isPresent();
            assertThat(theirs.read(signed(claims(issued), new ECDSASigner(curve), JWSAlgorithm.ES256, "c")))
                    .isPresent();
            assertThat(theirs.read(signed(
                            claims(claims -> claims.issuer("https://eve.example.org")),
                            new RSASSASigner(rsa),
                            JWSAlgorithm.RS256,
                            "r")))
                    .as("of another issuer")
                    .isEmpty();
            RSAKey eves = new RSAKeyGenerator(2048).keyID("r").generate();
            assertThat(theirs.read(signed(claims(issued), new RSASSASigner(eves), JWSAlgorithm.RS256, "r")))
                    .as("by another key of the same name")
                    .isEmpty();
            byte[] known = rsa.toRSAPublicKey().getEncoded();
            assertThat(theirs.read(signed(claims(issued), new MACSigner(known), JWSAlgorithm.HS256, "r")))
                    .as("by the public key as if it were a secret")
                    .isEmpty();
            assertThat(theirs.canIssue()).isFalse();
        }
    }

    @Test
    void what_was_signed_for_something_else_is_no_token_whoever_signed_it() throws JOSEException {
        for (String type : List.of("JWT", "at+jwt", "AT+JWT")) {
            assertThat(tokens.read(typed(type))).as(type).isPresent();
        }
        for (String type : List.of("secevent+jwt", "dpop+jwt", "JOSE")) {
            assertThat(tokens.read(typed(type))).as(type).isEmpty();
        }
    }

    @Test
    void a_key_is_named_or_any_that_is_published_may_have_signed() throws Exception {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("r").generate();
        try (Published published = new Published(new JWKSet(List.of(rsa)).toString())) {
            PersonTokens theirs = tokens("", published.url(), "");
            assertThat(theirs.read(signed(claims(all -> all), new RSASSASigner(rsa), JWSAlgorithm.RS256, null)))
                    .isPresent();
            for (int n = 0; n < 5; n++) {
                assertThat(theirs.read(signed(claims(all -> all), new RSASSASigner(rsa), JWSAlgorithm.RS256, "other")))
                        .as("by a key of another name, however often it is asked for")
                        .isEmpty();
            }
            published.close();
            assertThat(theirs.read(signed(claims(all -> all), new RSASSASigner(rsa), JWSAlgorithm.RS256, "r")))
                    .as("by a key that is known, while its publisher is away")
                    .isPresent();
        }
    }

    private String typed(String type) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType(type))
                        .build(),
                claims(all -> all));
        jwt.sign(new MACSigner(SECRET));
        return jwt.serialize();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret-of-admin", "a.b.c", "eyJ.eyJ.", "eyJhbGciOiJIUzI1NiJ9..x"})
    void what_is_no_token_is_none(String text) {
        assertThat(tokens.read(text)).isEmpty();
    }

    private PersonTokens tokens(String secret, @Nullable URI jwks, String issuer) {
        return new PersonTokens(new TokenSettings(secret, jwks, issuer, "fanfare", "sub", HOUR, 0), () -> now);
    }

    private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder()
                        .subject("ada")
                        .audience("fanfare")
                        .expirationTime(Date.from(now.plus(Duration.ofMinutes(5)))))
                .build();
    }

    private static String signed(JWTClaimsSet claims, JWSSigner by, JWSAlgorithm algorithm, @Nullable String key)
            throws JOSEException {
        SignedJWT jwt =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims);
        jwt.sign(by);
        return jwt.serialize();
    }

    /// Keys at a socket.
    private record Published(HttpServer server) implements AutoCloseable {

        Published(String keys) throws IOException {
            this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            byte[] body = keys.getBytes(StandardCharsets.UTF_8);
            server.createContext("/", call -> {
                call.sendResponseHeaders(200, body.length);
                call.getResponseBody().write(body);
                call.close();
            });
            server.start();
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
