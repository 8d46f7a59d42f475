package dev.fanfare.producer.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes tokens by which a person calls for themselves, and tells whose a token is. Two kinds are taken, each with its
/// own keys, so that neither passes for the other: signed with our secret (HS256), and by whoever publishes the public
/// keys (RSA, elliptic curves).
public final class PersonTokens {

    private static final Logger LOG = LoggerFactory.getLogger(PersonTokens.class);
    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    private static final int LONGEST_TEXT = 4_096;
    /// For which keys are used on that were fetched before whoever publishes them was away.
    private static final Duration OUTAGE = Duration.ofHours(1);
    /// As identity providers call what they sign for APIs (RFC 9068), and what says nothing of its type.
    private static final JOSEObjectTypeVerifier<SecurityContext> TYPES =
            new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null);
    private static final Set<JWSAlgorithm> PUBLIC = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final TokenSettings settings;
    private final InstantSource clock;
    private final List<DefaultJWTProcessor<SecurityContext>> kinds = new ArrayList<>();
    /// Those whose keys are there, since a token was read by them.
    private final Set<DefaultJWTProcessor<SecurityContext>> read = ConcurrentHashMap.newKeySet();
    /// When it was last, in milliseconds.
    private final AtomicLong warned = new AtomicLong();

    public PersonTokens(TokenSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        if (canIssue()) {
            kinds.add(kind(Set.of(JWSAlgorithm.HS256), new ImmutableSecret<>(secret()), ""));
        }
        if (settings.jwksUrl() != null) {
            try {
                JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                                settings.jwksUrl().toURL())
                        .retrying(true)
                        .outageTolerant(OUTAGE.toMillis())
                        .build();
                kinds.add(kind(PUBLIC, keys, settings.issuer()));
            } catch (MalformedURLException impossible) {
                throw new IllegalArgumentException("fanfare.tokens.jwks-url: is no URL", impossible);
            }
        }
    }

    /// Nobody can say whether a token is good: the keys of who signed it cannot be fetched.
    public static final class KeysAway extends RuntimeException {

        private static final long serialVersionUID = 1L;

        KeysAway(KeySourceException why) {
            super("the keys of fanfare.tokens.jwks-url cannot be fetched", why);
        }
    }

    /// Whose a token is, and until when.
    public record Person(String id, Instant until) {}

    /// A token for a person.
    public record Issued(String token, Instant until) {

        /// Without the token.
        @Override
        public String toString() {
            return "Issued[until=" + until + "]";
        }
    }

    /// Whether any tokens are taken.
    public boolean inUse() {
        return !kinds.isEmpty();
    }

    /// Whether tokens can be made here.
    public boolean canIssue() {
        return !settings.secret().isEmpty();
    }

    /// The longest that a token may be good for.
    public Duration longest() {
        return settings.longest();
    }

    /// Calls a second of each person; 0 for no bound.
    public int rateLimit() {
        return settings.rateLimit();
    }

    /// Whether this is the text of a token, good or not.
    public static boolean looksLikeOne(String text) {
        return text.length() <= LONGEST_TEXT && JWT.matcher(text).matches();
    }

    /// @param good for so long, in seconds
    public Issued issue(String recipient, Duration good) {
        Instant now = clock.instant();
        Instant until = Instant.ofEpochSecond(now.plus(good).getEpochSecond());
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .claim(settings.claim(), recipient)
                .audience(settings.audience())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(until))
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(JOSEObjectType.JWT)
                .build();
        SignedJWT jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(new MACSigner(secret()));
        } catch (JOSEException broken) {
            throw new IllegalStateException("a token could not be signed", broken);
        }
        return new Issued(jwt.serialize(), until);
    }

    /// @return nothing where it is not good: unsigned, for others, over, or good for too long
    /// @throws KeysAway where that cannot be known just now
    public Optional<Person> read(String token) {
        if (!looksLikeOne(token)) {
            return Optional.empty();
        }
        KeySourceException away = null;
        for (DefaultJWTProcessor<SecurityContext> kind : kinds) {
            try {
                JWTClaimsSet claims = kind.process(token, null);
                read.add(kind);
                Instant until = claims.getExpirationTime().toInstant();
                String id = claims.getStringClaim(settings.claim());
                return id == null || id.isEmpty() ? Optional.empty() : Optional.of(new Person(id, until));
            } catch (RateLimitReachedException askedLately) {
                away = read.contains(kind) ? away : askedLately; // where keys are there, none of them is this token's
            } catch (KeySourceException nobodyKnows) {
                warnOnceAMinute(nobodyKnows);
                away = nobodyKnows;
            } catch (ParseException | BadJOSEException | JOSEException notThisKind) {
                // the next one may be, and why it is none is nobody's business
            }
        }
        if (away != null) {
            throw new KeysAway(away);
        }
        return Optional.empty();
    }

    /// Anybody can send what looks like a token.
    private void warnOnceAMinute(KeySourceException why) {
        long now = clock.instant().toEpochMilli();
        long last = warned.get();
        if (now - last > QUIET.toMillis() && warned.compareAndSet(last, now)) {
            LOG.atWarn()
                    .addKeyValue("why", String.valueOf(why.getMessage()))
                    .log("The keys of people's tokens cannot be fetched");
        }
    }

    private DefaultJWTProcessor<SecurityContext> kind(
            Set<JWSAlgorithm> algorithms, JWKSource<SecurityContext> keys, String issuer) {
        DefaultJWTProcessor<SecurityContext> kind = new DefaultJWTProcessor<>();
        kind.setJWSTypeVerifier(TYPES);
        kind.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
        kind.setJWTClaimsSetVerifier(new ForUsNow(settings, issuer, clock));
        return kind;
    }

    private byte[] secret() {
        return settings.secret().getBytes(StandardCharsets.UTF_8);
    }
}
