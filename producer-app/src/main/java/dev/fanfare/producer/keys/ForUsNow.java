package dev.fanfare.producer.keys;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;

/// Takes what a token says of itself only where it is for us, good now, and not good for longer than may be.
final class ForUsNow extends DefaultJWTClaimsVerifier<SecurityContext> {

    /// By which others' clocks may be wrong.
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Duration longest;

    /// @param issuer empty for any
    ForUsNow(TokenSettings settings, String issuer, InstantSource clock) {
        super(
                settings.audience(),
                issuer.isEmpty()
                        ? null
                        : new JWTClaimsSet.Builder().issuer(issuer).build(),
                Set.of("exp", settings.claim()));
        this.clock = clock;
        this.longest = settings.longest();
        setMaxClockSkew((int) SKEW.toSeconds());
    }

    @Override
    public void verify(JWTClaimsSet claims, SecurityContext context) throws BadJWTException {
        super.verify(claims, context);
        if (claims.getExpirationTime()
                .toInstant()
                .isAfter(clock.instant().plus(longest).plus(SKEW))) {
            throw new BadJWTException("good for too long");
        }
    }

    @Override
    protected Date currentTime() {
        return Date.from(clock.instant());
    }
}
