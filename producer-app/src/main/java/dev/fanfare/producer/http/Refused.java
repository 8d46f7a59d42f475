package dev.fanfare.producer.http;

import dev.fanfare.schemas.json.BadInput;
import org.springframework.http.HttpStatus;

/// Ends the work on one call, or on one of many, with a problem for the caller; costs no stack trace.
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String FIELD = "field";
    private final transient Problem problem;

    public Refused(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /// 400: what `field` says cannot be.
    public static Refused invalid(String field, String why) {
        return about(HttpStatus.BAD_REQUEST, field, why);
    }

    /// 422: well said, but it does not go together with what is there.
    public static Refused unfit(String field, String why) {
        return about(HttpStatus.UNPROCESSABLE_CONTENT, field, why);
    }

    /// What a reader of `schemas` refused.
    public static Refused of(BadInput bad) {
        HttpStatus status =
                switch (bad.kind()) {
                    case WRONG -> HttpStatus.BAD_REQUEST;
                    case UNFIT -> HttpStatus.UNPROCESSABLE_CONTENT;
                    case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
                };
        Problem problem = new Problem(status, bad.getMessage());
        String field = bad.field();
        return new Refused(field == null ? problem : problem.with(FIELD, field));
    }

    public static Refused about(HttpStatus status, String field, String why) {
        return new Refused(new Problem(status, field + ": " + why).with(FIELD, field));
    }

    public static Refused because(HttpStatus status, String why) {
        return new Refused(new Problem(status, why));
    }

    /// 503: the same call may go through in a second.
    public static Refused away(String why) {
        return new Refused(new Problem(HttpStatus.SERVICE_UNAVAILABLE, why).header("Retry-After", "1"));
    }

    /// 503: the same call may go through in some seconds.
    public static Refused later(String why) {
        return new Refused(new Problem(HttpStatus.SERVICE_UNAVAILABLE, why).header("Retry-After", "5"));
    }

    public Problem problem() {
        return problem;
    }
}
